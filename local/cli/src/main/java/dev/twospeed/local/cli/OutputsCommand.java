package dev.twospeed.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "outputs",
        mixinStandardHelpOptions = true,
        description = "Print the outputs of stacks.",
        footer = {"  ./twospeed outputs", "  ./twospeed outputs etl --env dev --json"})
final class OutputsCommand implements Callable<Integer> {
    @Mixin
    StackSelection stacks = new StackSelection();

    @Mixin
    EnvironmentOption environment = new EnvironmentOption();

    @Spec
    CommandSpec spec;

    @Option(names = "--json", description = "Print one JSON object, stack to outputs.")
    boolean json;

    @Override
    public Integer call() throws Exception {
        var out = spec.commandLine().getOut();
        var all = new LinkedHashMap<String, Map<String, JsonNode>>();
        var selected = stacks.inOrder();
        try (var opened = environment.open()) {
            for (var stack : selected) {
                all.put(stack.label(), new TreeMap<>(opened.outputs(stack).values()));
            }
        }
        if (json) {
            out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all));
        } else {
            all.forEach((stack, outputs) -> {
                out.println("== " + stack);
                outputs.forEach((name, value) -> out.printf("  %-24s %s%n", name, text(value)));
            });
        }
        return 0;
    }

    /** The first line of a text; the README has many. */
    private static String text(JsonNode value) {
        if (!value.isTextual()) {
            return value.toString();
        }
        var lines = value.asText().strip().split("\n", 2);
        return lines.length == 1 ? lines[0] : lines[0] + " …";
    }
}
