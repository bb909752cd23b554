package dev.twospeed.local;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code .twospeed/endpoints.json} says about the embedded AWS that runs in a checkout.
 *
 * @param pid its process
 * @param providerPort where the Pulumi provider listens
 */
public record RunningAws(long pid, int providerPort, Endpoints endpoints) {
    /** The embedded AWS that runs in a checkout; what a killed one left behind does not count. */
    public static Optional<RunningAws> find(Path root) {
        var file = file(root);
        JsonNode json;
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            json = new ObjectMapper().readTree(file.toFile());
        } catch (JacksonException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " could not be read", e);
        }
        var pid = json.path("pid").asLong();
        if (!new ProcessId(pid, json.path("started").asLong()).isAlive()) {
            return Optional.empty();
        }
        var endpoints = new Endpoints(
                URI.create(json.path("s3").asText()),
                URI.create(json.path("api").asText()),
                json.path("region").asText(),
                Path.of(json.path("trustStore").asText()));
        return Optional.of(new RunningAws(pid, json.path("providerPort").asInt(), endpoints));
    }

    void write(Path root) {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("pid", pid)
                .put("started", ProcessId.self().started())
                .put("providerPort", providerPort)
                .put("s3", endpoints.s3().toString())
                .put("api", endpoints.api().toString())
                .put("region", endpoints.region())
                .put("trustStore", endpoints.trustStore().toString());
        WholeFile.write(file(root), json);
    }

    static void forget(Path root) {
        try {
            Files.deleteIfExists(file(root));
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file(root) + " could not be deleted", e);
        }
    }

    private static Path file(Path root) {
        return root.resolve(".twospeed/endpoints.json");
    }
}
