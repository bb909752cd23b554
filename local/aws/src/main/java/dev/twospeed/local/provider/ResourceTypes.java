package dev.twospeed.local.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.twospeed.local.resource.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The table of types: one file a service, {@code types/<service>.json}. */
final class ResourceTypes {
    private static final Pattern TOKEN = Pattern.compile("aws:([a-z0-9]+)/[A-Za-z0-9]+:[A-Za-z0-9]+");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<String, JsonNode> services = new ConcurrentHashMap<>();
    private final Map<String, ResourceType> types = new ConcurrentHashMap<>();

    /**
     * The type with this token.
     *
     * @throws Refusal naming the type and the file it is missing from
     */
    ResourceType get(String token) {
        return types.computeIfAbsent(token, this::read);
    }

    private ResourceType read(String token) {
        var matcher = TOKEN.matcher(token);
        var file = "types/" + (matcher.matches() ? matcher.group(1) : "<service>") + ".json";
        var entry = matcher.matches()
                ? services.computeIfAbsent(file, ResourceTypes::readFile).path(token)
                : MissingNode.getInstance();
        if (entry.isMissingNode()) {
            throw new Refusal("The embedded AWS does not know the resource type " + token
                    + ": add it to local/aws/src/main/resources/dev/twospeed/local/provider/" + file + ".");
        }
        return ResourceType.read(token, entry);
    }

    private static JsonNode readFile(String file) {
        try (var stream = ResourceTypes.class.getResourceAsStream(file)) {
            return stream == null ? MissingNode.getInstance() : MAPPER.readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException("The table of types " + file + " is not JSON", e);
        }
    }
}
