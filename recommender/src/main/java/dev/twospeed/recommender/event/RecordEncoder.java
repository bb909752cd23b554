package dev.twospeed.recommender.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Writes recommendation records as JSON lines: one object, UTF-8, one newline at the end. What is null or false is left
 * out. Scores are written as float32: the shortest text that reads back the same.
 */
public final class RecordEncoder {
    private final JsonFactory json = new JsonFactory();

    /** One line of JSON with its newline. */
    public byte[] encode(RecommendationRecord record) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
        try (JsonGenerator out = json.createGenerator(line)) {
            write(record, out);
            out.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("writing JSON to memory failed", e);
        }
        return line.toByteArray();
    }

    private static void write(RecommendationRecord record, JsonGenerator out) throws IOException {
        out.writeStartObject();
        if (record.eventId() != null) {
            out.writeStringField("event_id", record.eventId());
        }
        out.writeStringField("session_id", record.sessionId());
        out.writeNumberField("customer_number", record.customerNumber());
        CustomerEcho echo = record.echo();
        if (echo != null) {
            write(echo, out);
        }
        write("recommended_items", record.recommendedItems(), out);
        write("similar_items", record.similarItems(), out);
        if (record.modelVersion() != null) {
            out.writeStringField("model_version", record.modelVersion());
        }
        out.writeStringField("strategy", record.strategy().label());
        RecordSource source = record.source();
        if (source != null) {
            out.writeObjectFieldStart("source");
            out.writeStringField("shard", source.shard());
            out.writeStringField("sequence", source.sequence());
            out.writeNumberField("subsequence", source.subsequence());
            out.writeEndObject();
        }
        if (record.degraded()) {
            out.writeBooleanField("degraded", true);
        }
        if (record.truncated()) {
            out.writeBooleanField("truncated", true);
        }
        out.writeEndObject();
    }

    private static void write(CustomerEcho echo, JsonGenerator out) throws IOException {
        if (echo.city() != null) {
            out.writeStringField("city", echo.city());
        }
        if (echo.country() != null) {
            out.writeStringField("country", echo.country());
        }
        if (echo.creditLimit() != null) {
            out.writeNumberField("credit_limit", echo.creditLimit());
        }
    }

    private static void write(String name, List<ScoredProduct> products, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart(name);
        for (ScoredProduct product : products) {
            out.writeStartObject();
            out.writeStringField("product_code", product.productCode());
            out.writeNumberField("score", (float) product.score());
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}
