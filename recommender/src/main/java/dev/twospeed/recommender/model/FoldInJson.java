package dev.twospeed.recommender.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The scalars of fold-in and blend, and the countries of the prior, as JSON. */
final class FoldInJson {
    private static final JsonFactory JSON = new JsonFactory();

    final SortedMap<String, Double> numbers = new TreeMap<>();
    final List<String> countries = new ArrayList<>();

    static void write(FoldInParameters foldIn, OutputStream to) throws IOException {
        try (JsonGenerator out = JSON.createGenerator(to)) {
            out.setPrettyPrinter(new DefaultPrettyPrinter());
            out.writeStartObject();
            out.writeNumberField("unobserved_weight", foldIn.unobservedWeight());
            out.writeNumberField("regularization", foldIn.regularization());
            out.writeNumberField("regularization_exponent", foldIn.regularizationExponent());
            out.writeNumberField("blend_weight", foldIn.blendWeight());
            out.writeNumberField("log_credit_mean", foldIn.prior().logCreditMean());
            out.writeNumberField("log_credit_deviation", foldIn.prior().logCreditDeviation());
            out.writeArrayFieldStart("countries");
            for (String country : foldIn.prior().countryEffects().keySet()) {
                out.writeString(country);
            }
            out.writeEndArray();
            out.writeEndObject();
            out.writeRaw('\n');
        }
    }

    static FoldInJson read(InputStream from) throws IOException {
        FoldInJson read = new FoldInJson();
        try (JsonParser in = JSON.createParser(from)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new InvalidModel(ArtifactFiles.FOLD_IN, "is not a JSON object");
            }
            for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                JsonToken token = in.nextToken();
                if (name.equals("countries") && token == JsonToken.START_ARRAY) {
                    while (in.nextToken() == JsonToken.VALUE_STRING) {
                        read.countries.add(in.getText());
                    }
                } else if (token.isNumeric()) {
                    read.numbers.put(name, in.getDoubleValue());
                } else {
                    in.skipChildren();
                }
            }
            // To the end, so that the checksum covers the whole file.
            if (in.nextToken() != null) {
                throw new InvalidModel(ArtifactFiles.FOLD_IN, "holds more than one JSON object");
            }
        } catch (JsonProcessingException e) {
            throw new InvalidModel(ArtifactFiles.FOLD_IN, "is not valid JSON");
        }
        return read;
    }

    double number(String name, double min) throws InvalidModel {
        Double number = numbers.get(name);
        if (number == null || !Double.isFinite(number) || number < min) {
            throw new InvalidModel(ArtifactFiles.FOLD_IN, name + " is " + number + ", expected at least " + min);
        }
        return number;
    }
}
