package dev.twospeed.recommender.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Writes activity events as JSON, as {@link EventParser} reads them: what a producer puts into the stream. */
public final class EventEncoder {
    private final JsonFactory json = new JsonFactory();

    /** One JSON object in UTF-8, without a newline. */
    public byte[] encode(ActivityEvent event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator out = json.createGenerator(bytes)) {
            write(event, out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing JSON to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static void write(ActivityEvent event, JsonGenerator out) throws IOException {
        out.writeStartObject();
        writeIfGiven("schema_version", event.schemaVersion(), out);
        writeIfGiven("event_id", event.eventId(), out);
        writeIfGiven("event_time", event.eventTime(), out);
        out.writeStringField("session_id", event.sessionId());
        out.writeNumberField("customer_number", event.customerNumber());
        out.writeStringField("city", event.city());
        out.writeStringField("country", event.country());
        if (event.creditLimit() == null) {
            out.writeNullField("credit_limit");
        } else {
            out.writeNumberField("credit_limit", event.creditLimit());
        }
        out.writeArrayFieldStart("browse_history");
        for (HistoryItem item : event.browseHistory()) {
            out.writeStartObject();
            out.writeStringField("product_code", item.productCode());
            out.writeNumberField("quantity", item.quantity());
            out.writeBooleanField("in_shopping_cart", item.inShoppingCart());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void writeIfGiven(String name, @Nullable Object value, JsonGenerator out) throws IOException {
        if (value != null) {
            out.writeStringField(name, value.toString());
        }
    }
}
