package dev.twospeed.local.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The two ways AWS writes the documents of its JSON protocol.
 *
 * <p>An {@link Instant} in a document (a POJO node) becomes seconds with a fraction in JSON, and tag 1 with integer
 * milliseconds in CBOR 1.1, which is what AWS's clients expect there.
 */
enum WireFormat {
    JSON("application/x-amz-json-1.1", new ObjectMapper()),
    CBOR("application/x-amz-cbor-1.1", new CBORMapper());

    private final String contentType;
    private final ObjectMapper mapper;

    WireFormat(String contentType, ObjectMapper mapper) {
        this.contentType = contentType;
        this.mapper = mapper.registerModule(new SimpleModule().addSerializer(Instant.class, new AwsTimestamp()));
    }

    static WireFormat of(@Nullable String contentType) {
        return contentType != null && contentType.startsWith("application/x-amz-cbor") ? CBOR : JSON;
    }

    String contentType() {
        return contentType;
    }

    /** Reads a document; no body is an empty one. */
    ObjectNode read(byte[] body) throws IOException {
        if (body.length == 0) {
            return mapper.createObjectNode();
        }
        if (mapper.readTree(body) instanceof ObjectNode document) {
            return document;
        }
        throw new IOException("the body is no object");
    }

    byte[] write(ObjectNode document) throws IOException {
        return mapper.writeValueAsBytes(document);
    }

    private static final class AwsTimestamp extends JsonSerializer<Instant> {
        @Override
        public void serialize(Instant time, JsonGenerator out, SerializerProvider provider) throws IOException {
            if (out instanceof CBORGenerator cbor) {
                cbor.writeTag(1);
                cbor.writeNumber(time.toEpochMilli());
            } else {
                out.writeNumber(BigDecimal.valueOf(time.toEpochMilli(), 3));
            }
        }
    }
}
