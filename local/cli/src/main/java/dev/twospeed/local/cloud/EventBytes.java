package dev.twospeed.local.cloud;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The content of an object that Firehose wrote: JSON objects one after the other, with or without line breaks between them, since
 * the backup of the source holds producers' bytes as they came.
 *
 * @param kept the content without what was removed
 * @param removed how many records were removed
 */
@SuppressWarnings("ArrayRecordComponent")
record EventBytes(byte[] kept, int removed) {
    // A record of 1 MiB is longer in Base64.
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(16 << 20)
                            .build())
                    .build())
            .build();

    /** Some of the content: a record, or null for what is none. */
    private record Part(int start, int end, @Nullable JsonNode value) {}

    /** One object and where it ends. */
    private record Found(JsonNode value, int end) {}

    /** Leaves out a customer's records; of bytes that are no records only those are removed that name the customer. */
    static EventBytes without(byte[] content, long customer) {
        var kept = new ByteArrayOutputStream(content.length);
        var removed = 0;
        for (var part : parts(content)) {
            var gone = part.value() == null
                    ? names(content, part.start(), part.end(), customer)
                    : isOf(part.value(), customer);
            if (gone) {
                removed++;
            } else {
                kept.write(content, part.start(), part.end() - part.start());
            }
        }
        return new EventBytes(kept.toByteArray(), removed);
    }

    /** The records one by one, without the line breaks after them; what is between two records and is none is one too. */
    static List<byte[]> records(byte[] content) {
        return parts(content).stream()
                .map(part -> Arrays.copyOfRange(content, part.start(), part.end()))
                .map(EventBytes::withoutLineBreak)
                .toList();
    }

    private static byte[] withoutLineBreak(byte[] record) {
        var last = record.length - 1;
        return last >= 0 && record[last] == '\n' ? Arrays.copyOf(record, last) : record;
    }

    private static List<Part> parts(byte[] content) {
        var parts = new ArrayList<Part>();
        var at = 0;
        while (at < content.length) {
            var found = content[at] == '{' ? object(content, at) : null;
            var end = found == null ? nextRecord(content, at + 1) : afterLineBreak(content, found.end());
            parts.add(new Part(at, end, found == null ? null : found.value()));
            at = end;
        }
        return parts;
    }

    private static boolean isOf(JsonNode record, long customer) {
        var raw = record.path("rawData");
        if (raw.isTextual()) {
            try {
                return without(Base64.getDecoder().decode(raw.asText()), customer)
                                .removed()
                        > 0;
            } catch (IllegalArgumentException e) {
                return false; // no Base64, so nobody can read a customer in it
            }
        }
        return record.path("customer_number").asText().equals(String.valueOf(customer));
    }

    private static @Nullable Found object(byte[] content, int start) {
        try (JsonParser parser = JSON.createParser(content, start, content.length - start)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            JsonNode value = parser.readValueAsTree();
            return new Found(value, start + (int) parser.currentLocation().getByteOffset());
        } catch (IOException e) {
            return null; // cut off, or not JSON: the caller looks for the next record
        }
    }

    // An object inside a broken record is not the next record.
    private static int nextRecord(byte[] content, int from) {
        for (var at = from; at < content.length; at++) {
            if (content[at] == '{') {
                var found = object(content, at);
                if (found != null
                        && (found.value().has("customer_number")
                                || found.value().has("rawData"))) {
                    return at;
                }
            }
        }
        return content.length;
    }

    private static boolean names(byte[] content, int start, int end, long customer) {
        var text = new String(content, start, end - start, StandardCharsets.ISO_8859_1);
        return Pattern.compile("customer_number\"?\\s*[:=]\\s*\"?" + customer + "(?!\\d)")
                .matcher(text)
                .find();
    }

    private static int afterLineBreak(byte[] content, int end) {
        return end < content.length && content[end] == '\n' ? end + 1 : end;
    }
}
