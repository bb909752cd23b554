package dev.twospeed.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twospeed.local.cloud.Loader;
import dev.twospeed.local.cloud.Stack;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "List the models in the vector database, or choose the active one.",
        footer = {
            "  ./twospeed models list",
            "  ./twospeed models rollback --env prod",
            "  ./twospeed models activate 20261127T231343Z-dacc7c65 --env prod"
        })
final class ModelsCommand implements Callable<Integer> {
    enum Action {
        LIST,
        ACTIVATE,
        ROLLBACK
    }

    @Parameters(index = "0", paramLabel = "ACTION", description = "list, activate or rollback.")
    Action action;

    @Parameters(index = "1", arity = "0..1", paramLabel = "VERSION", description = "The model to activate.")
    @Nullable
    String version;

    @Mixin
    EnvironmentOption environment = new EnvironmentOption();

    @Option(names = "--json", description = "Print the loader's answer as JSON.")
    boolean json;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if ((action == Action.ACTIVATE) != (version != null)) {
            throw new UserError(
                    action == Action.ACTIVATE
                            ? "activate needs the model's version: take one that `twospeed models list` shows"
                            : "Only activate takes a version, and '" + version + "' was given");
        }
        try (var opened = environment.open();
                var lambda = opened.clients().lambda()) {
            var loader = new Loader(lambda, opened.outputs(Stack.VECTOR_DB).text("loaderFunctionName"));
            print(act(loader), spec.commandLine().getOut());
        }
        return 0;
    }

    private JsonNode act(Loader loader) {
        if (action == Action.ACTIVATE && version != null) {
            return loader.activate(version);
        }
        return action == Action.ROLLBACK ? loader.rollback() : loader.list();
    }

    /** Prints an answer of the loader, for people or as it is. */
    void print(JsonNode answer, PrintWriter out) throws java.io.IOException {
        if (json) {
            out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(answer));
        } else if (answer.has("models")) {
            var active = answer.path("active").asText();
            out.printf(
                    "  %-26s %5s %9s %9s %9s %12s  %s%n",
                    "version", "rank", "items", "users", "NDCG@10", "popularity's", "loaded at");
            for (var model : answer.path("models")) {
                var name = model.path("version").asText();
                out.printf(
                        "%s %-26s %5d %9d %9d %9s %12s  %s%n",
                        name.equals(active) ? "*" : " ",
                        name,
                        model.path("rank").asInt(),
                        model.path("items").asInt(),
                        model.path("users").asInt(),
                        measured(model, "model_ndcg_at_10"),
                        measured(model, "popularity_ndcg_at_10"),
                        model.path("loaded_at").asText());
            }
        } else {
            out.printf(
                    "%s: %s is served%n%s",
                    answer.path("status").asText(),
                    answer.path("active").asText("no model"),
                    later(answer.path("status").asText()));
        }
    }

    private static String later(String status) {
        return switch (status) {
            case "handed-over" ->
                "The model is too large for the loader function: the loading job loads it, and `twospeed models list` shows"
                        + " it when it is done.\n";
            case "job-busy" ->
                "The model is too large for the loader function, and the loading job is at work on one: ask again when"
                        + " it has ended.\n";
            default -> "";
        };
    }

    /** What was measured on the purchases that were held out of a model's own training data. */
    private static String measured(JsonNode model, String metric) {
        var value = model.path("metrics").path(metric);
        return value.isNumber() ? String.format(Locale.ROOT, "%.4f", value.asDouble()) : "-";
    }
}
