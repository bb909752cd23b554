package dev.twospeed.recommender.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.twospeed.recommender.model.Manifest.FileEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The manifest as JSON. Unknown fields are ignored, so that a later minor addition does not stop older readers. */
final class ManifestJson {
    private static final JsonFactory JSON = new JsonFactory();

    private ManifestJson() {}

    static void write(Manifest manifest, OutputStream to) throws IOException {
        try (JsonGenerator out = JSON.createGenerator(to)) {
            out.setPrettyPrinter(new DefaultPrettyPrinter());
            out.writeStartObject();
            out.writeNumberField("schema_version", manifest.schemaVersion());
            out.writeStringField("version", manifest.version());
            out.writeNumberField("rank", manifest.rank());
            out.writeNumberField("items", manifest.items());
            out.writeNumberField("users", manifest.users());
            out.writeNumberField("neighbours", manifest.neighbours());
            out.writeStringField("snapshot", manifest.snapshot());
            out.writeObjectFieldStart("files");
            for (Map.Entry<String, FileEntry> file : manifest.files().entrySet()) {
                out.writeObjectFieldStart(file.getKey());
                out.writeNumberField("bytes", file.getValue().bytes());
                out.writeStringField("sha256", file.getValue().sha256());
                out.writeEndObject();
            }
            out.writeEndObject();
            writeNumbers("metrics", manifest.metrics(), out);
            writeNumbers("hyperparameters", manifest.hyperparameters(), out);
            out.writeEndObject();
            out.writeRaw('\n');
        }
    }

    private static void writeNumbers(String name, Map<String, Double> numbers, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart(name);
        for (Map.Entry<String, Double> number : numbers.entrySet()) {
            out.writeNumberField(number.getKey(), number.getValue());
        }
        out.writeEndObject();
    }

    static Manifest read(InputStream from) throws IOException {
        try (JsonParser in = JSON.createParser(from)) {
            expect(in.nextToken(), JsonToken.START_OBJECT, "as a whole");
            return new Fields().read(in);
        } catch (JsonProcessingException e) {
            throw new InvalidModel(ArtifactFiles.MANIFEST, "is not valid JSON");
        }
    }

    private static void expect(JsonToken found, JsonToken expected, String field) throws InvalidModel {
        if (found != expected) {
            throw new InvalidModel(ArtifactFiles.MANIFEST, field + " has a value of another kind than " + expected);
        }
    }

    private static final class Fields {
        private final SortedMap<String, Long> counts = new TreeMap<>();
        private final SortedMap<String, String> texts = new TreeMap<>();
        private final SortedMap<String, FileEntry> files = new TreeMap<>();
        private final SortedMap<String, Double> metrics = new TreeMap<>();
        private final SortedMap<String, Double> hyperparameters = new TreeMap<>();

        Manifest read(JsonParser in) throws IOException {
            for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                JsonToken token = in.nextToken();
                switch (name) {
                    case "schema_version", "rank", "items", "users", "neighbours" -> {
                        expect(token, JsonToken.VALUE_NUMBER_INT, name);
                        counts.put(name, in.getLongValue());
                    }
                    case "version", "snapshot" -> {
                        expect(token, JsonToken.VALUE_STRING, name);
                        texts.put(name, in.getText());
                    }
                    case "files" -> readFiles(in);
                    case "metrics" -> readNumbers(in, name, metrics);
                    case "hyperparameters" -> readNumbers(in, name, hyperparameters);
                    default -> in.skipChildren();
                }
            }
            return new Manifest(
                    count("schema_version", 1, Integer.MAX_VALUE),
                    text("version"),
                    count("rank", 1, Manifest.MAX_RANK),
                    count("items", 0, Integer.MAX_VALUE),
                    count("users", 0, Integer.MAX_VALUE),
                    count("neighbours", 0, Integer.MAX_VALUE),
                    text("snapshot"),
                    files,
                    metrics,
                    hyperparameters);
        }

        private void readFiles(JsonParser in) throws IOException {
            expect(in.currentToken(), JsonToken.START_OBJECT, "files");
            for (String file = in.nextFieldName(); file != null; file = in.nextFieldName()) {
                expect(in.nextToken(), JsonToken.START_OBJECT, file);
                long bytes = -1;
                String sha256 = "";
                for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                    in.nextToken();
                    if (name.equals("bytes")) {
                        bytes = in.getValueAsLong(-1);
                    } else if (name.equals("sha256")) {
                        sha256 = in.getValueAsString("");
                    } else {
                        in.skipChildren();
                    }
                }
                files.put(file, new FileEntry(bytes, sha256));
            }
        }

        private static void readNumbers(JsonParser in, String field, Map<String, Double> into) throws IOException {
            expect(in.currentToken(), JsonToken.START_OBJECT, field);
            for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                if (!in.nextToken().isNumeric()) {
                    throw new InvalidModel(ArtifactFiles.MANIFEST, field + "." + name + " is not a number");
                }
                into.put(name, in.getDoubleValue());
            }
        }

        private int count(String name, long min, long max) throws InvalidModel {
            Long count = counts.get(name);
            if (count == null || count < min || count > max) {
                throw new InvalidModel(
                        ArtifactFiles.MANIFEST, name + " is " + count + ", expected from " + min + " to " + max);
            }
            return (int) (long) count;
        }

        private String text(String name) throws InvalidModel {
            String text = texts.get(name);
            if (text == null || text.isBlank()) {
                throw new InvalidModel(ArtifactFiles.MANIFEST, name + " is missing");
            }
            return text;
        }
    }
}
