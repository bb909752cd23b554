package dev.twospeed.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twospeed.local.cloud.Stack;
import dev.twospeed.local.cloud.StackOutputs;
import dev.twospeed.local.cost.StackExport;
import dev.twospeed.local.report.Deployment.Link;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds which outputs of a stack the stacks that read it make use of: those whose values stand in what they asked of AWS.
 *
 * <p>A text of at least {@value #PART} characters counts also as a part of another, as a bucket's name in an ARN; shorter
 * ones and numbers only as a whole.
 */
final class StackLinks {
    private static final int PART = 10;

    private StackLinks() {}

    /** The links between deployed stacks, in the order of deployment. */
    static List<Link> of(Map<Stack, StackOutputs> outputs, Map<Stack, StackExport> exports) {
        var links = new ArrayList<Link>();
        for (var reader : Stack.inOrder()) {
            var export = exports.get(reader);
            if (export == null) {
                continue;
            }
            var asked = new LinkedHashSet<String>();
            export.resources().forEach(resource -> values(resource.inputs(), asked));
            for (var read : reader.reads()) {
                var found = outputs.get(read);
                if (found != null) {
                    links.add(new Link(read.label(), reader.label(), used(found, asked)));
                }
            }
        }
        return links;
    }

    private static List<String> used(StackOutputs outputs, Set<String> asked) {
        return outputs.values().entrySet().stream()
                .filter(output -> {
                    var values = new LinkedHashSet<String>();
                    values(output.getValue(), values);
                    return values.stream().anyMatch(value -> stands(value, asked));
                })
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private static boolean stands(String value, Set<String> asked) {
        return asked.contains(value) || value.length() >= PART && asked.stream().anyMatch(text -> text.contains(value));
    }

    /** All values of a document that are not empty, as texts. */
    private static void values(JsonNode document, Set<String> values) {
        if (document.isContainerNode()) {
            document.forEach(child -> values(child, values));
        } else if (!document.isNull() && !document.asText().isBlank()) {
            values.add(document.asText());
        }
    }
}
