package dev.twospeed.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** For which properties the real provider has been asked whether a change of them replaces the resource. */
final class ProviderAnswers {
    private static final String FILE = "local/aws/src/test/resources/dev/twospeed/local/provider/replacements.json";

    private final JsonNode types;

    ProviderAnswers() throws IOException {
        types = new ObjectMapper()
                .readTree(Path.of(System.getProperty("twospeed.root"), FILE).toFile())
                .path("types");
    }

    /** The properties of a stored resource, such as {@code vpcConfig.subnetIds}, for which it has not. */
    List<String> missing(JsonNode resource) {
        var type = resource.path("type").asText();
        var known = new HashSet<String>();
        types.path(type).forEach(answers -> answers.forEach(path -> known.add(path.asText())));
        var missing = new ArrayList<String>();
        collect(type + " ", "", resource.path("inputs"), known, missing);
        return missing;
    }

    private static void collect(String type, String path, JsonNode value, Set<String> known, List<String> missing) {
        if (known.contains(path)) {
            return;
        }
        if (value.isArray()) {
            value.forEach(element -> collect(type, path, element, known, missing));
        } else if (value.isObject()) {
            value.properties()
                    .forEach(property -> collect(
                            type,
                            path.isEmpty() ? property.getKey() : path + "." + property.getKey(),
                            property.getValue(),
                            known,
                            missing));
        } else if (!value.isNull() && !value.asText().isEmpty()) {
            missing.add(type + path);
        }
    }
}
