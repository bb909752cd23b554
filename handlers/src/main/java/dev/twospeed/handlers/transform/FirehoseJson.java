package dev.twospeed.handlers.transform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.twospeed.recommender.event.RecordSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the JSON that Firehose exchanges with a transformation function
 * (<a href="https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html">record format</a>), token by token.
 */
final class FirehoseJson {
    /** A record may hold 1 MiB, which is longer in Base64. */
    private static final int LONGEST_TEXT = 16 << 20;

    private final JsonFactory json = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST_TEXT)
                    .build())
            .build();

    /**
     * The records of a batch, in their order.
     *
     * @throws IOException if this is no batch
     */
    List<Incoming> read(InputStream in) throws IOException {
        List<Incoming> records = new ArrayList<>();
        try (JsonParser parser = json.createParser(in)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("The event is no Firehose transformation event: it is no JSON object.");
            }
            boolean found = false;
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                if (name.equals("records") && value == JsonToken.START_ARRAY) {
                    found = true;
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        records.add(record(parser));
                    }
                } else {
                    parser.skipChildren();
                }
            }
            if (!found) {
                throw new IOException("The event is no Firehose transformation event: it has no list of records.");
            }
        }
        return records;
    }

    private static Incoming record(JsonParser parser) throws IOException {
        String recordId = null;
        byte[] payload = null;
        RecordSource source = null;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            switch (name) {
                case "recordId" -> recordId = parser.getText();
                case "data" -> payload = value == JsonToken.VALUE_STRING ? decoded(parser.getText()) : null;
                case "kinesisRecordMetadata" -> source = value == JsonToken.START_OBJECT ? source(parser) : null;
                default -> parser.skipChildren();
            }
        }
        if (recordId == null) {
            throw new IOException("The event is no Firehose transformation event: a record has no recordId.");
        }
        return new Incoming(recordId, payload, source);
    }

    private static @Nullable RecordSource source(JsonParser parser) throws IOException {
        String shard = null;
        String sequence = null;
        long subsequence = 0;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            switch (name) {
                case "shardId" -> shard = parser.getValueAsString();
                case "sequenceNumber" -> sequence = parser.getValueAsString();
                // A number in the documentation, a text in AWS's sample events.
                case "subsequenceNumber" -> subsequence = parser.getValueAsLong();
                default -> {
                    if (value.isStructStart()) {
                        parser.skipChildren();
                    }
                }
            }
        }
        return shard == null || sequence == null ? null : new RecordSource(shard, sequence, subsequence);
    }

    private static byte @Nullable [] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            // This record can never be answered; its neighbours can.
            return null;
        }
    }

    /** Writes the answer to a batch. */
    void write(List<Outgoing> records, OutputStream out) throws IOException {
        try (JsonGenerator generator = json.createGenerator(out)) {
            generator.writeStartObject();
            generator.writeArrayFieldStart("records");
            for (Outgoing record : records) {
                generator.writeStartObject();
                generator.writeStringField("recordId", record.recordId());
                generator.writeStringField("result", record.result().label());
                if (record.payload() != null) {
                    generator.writeBinaryField("data", record.payload());
                }
                generator.writeEndObject();
            }
            generator.writeEndArray();
            generator.writeEndObject();
        }
    }

    /** The number of bytes that {@link #write} needs for one record, at most. */
    static long size(Outgoing record) {
        int frame = "{\"recordId\":\"\",\"result\":\"\",\"data\":\"\"},".length();
        int payload = record.payload() == null ? 0 : (record.payload().length + 2) / 3 * 4;
        return frame + record.recordId().length() + record.result().label().length() + payload;
    }
}
