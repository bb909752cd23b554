package dev.twospeed.local.s3;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.resource.AwsError;
import dev.twospeed.local.resource.Resource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** An object whose content a stack gives: as text, as Base64, or as a file. */
record StackObject(String bucket, String key, ObjectNode inputs) {
    static StackObject of(Resource resource) {
        return new StackObject(S3Server.bucketOf(resource), keyOf(resource), resource.inputs());
    }

    static String keyOf(Resource resource) {
        var key = resource.inputs().path("key").asText("");
        return key.isEmpty() ? resource.outputs().path("key").asText(resource.id()) : key;
    }

    PutObjectRequest request() {
        var metadata = new HashMap<String, String>();
        inputs.path("metadata")
                .properties()
                .forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
        var request = PutObjectRequest.builder().bucket(bucket).key(key).metadata(metadata);
        request.contentType(inputs.path("contentType").asText("application/octet-stream"));
        if (inputs.hasNonNull("contentEncoding")) {
            request.contentEncoding(inputs.path("contentEncoding").asText());
        }
        if (inputs.hasNonNull("cacheControl")) {
            request.cacheControl(inputs.path("cacheControl").asText());
        }
        try {
            var file = file();
            request.contentLength(file == null ? text().length : Files.size(file));
        } catch (IOException e) {
            throw unreadable(e);
        }
        return request.build();
    }

    InputStream open() {
        try {
            var file = file();
            return file == null ? new ByteArrayInputStream(text()) : Files.newInputStream(file);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private UncheckedIOException unreadable(IOException e) {
        return new UncheckedIOException("The source file of s3://" + bucket + "/" + key + " could not be read", e);
    }

    private byte[] text() {
        if (inputs.hasNonNull("contentBase64")) {
            return Base64.getDecoder().decode(inputs.path("contentBase64").asText());
        }
        JsonNode content = inputs.path("content");
        JsonNode assetText = inputs.path("source").path("text");
        return (assetText.isTextual() ? assetText : content).asText("").getBytes(StandardCharsets.UTF_8);
    }

    /** The file of an asset, which the engine hands over as a node with its {@code path}. */
    private @Nullable Path file() {
        var source = inputs.path("source");
        if (source.isMissingNode() || source.isNull() || source.hasNonNull("text")) {
            return null;
        }
        var path = Path.of(
                source.isTextual() ? source.asText() : source.path("path").asText(""));
        if (!Files.isRegularFile(path)) {
            throw new AwsError(
                    400,
                    "InvalidRequest",
                    "Writing s3://" + bucket + "/" + key + ": its source " + path.toAbsolutePath()
                            + " is not a file; build it, or give the asset an absolute path");
        }
        return path;
    }
}
