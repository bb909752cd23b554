package dev.twospeed.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twospeed.local.cloud.Loader;
import dev.twospeed.local.cloud.Stack;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "sql",
        mixinStandardHelpOptions = true,
        description = "Ask the vector database a question, read-only: models, items and neighbours, no customers.",
        footer = {
            "  ./twospeed sql \"select version, items from model\"",
            "  ./twospeed sql --json --env prod < question.sql"
        })
final class SqlCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "STATEMENT",
            description = "One SQL statement; without it, it is read from standard input.")
    @Nullable
    String statement;

    @Mixin
    EnvironmentOption environment = new EnvironmentOption();

    @Option(names = "--json", description = "Print a JSON object a row.")
    boolean json;

    @Spec
    CommandSpec spec;

    InputStream in = System.in;

    @Override
    public Integer call() throws Exception {
        var asked = question();
        try (var opened = environment.open();
                var lambda = opened.clients().lambda()) {
            var loader = new Loader(lambda, opened.outputs(Stack.VECTOR_DB).text("loaderFunctionName"));
            print(
                    loader.sql(asked),
                    asked,
                    spec.commandLine().getOut(),
                    spec.commandLine().getErr());
        }
        return 0;
    }

    private String question() throws IOException {
        var asked = statement == null ? new String(in.readAllBytes(), StandardCharsets.UTF_8) : statement;
        if (asked.isBlank()) {
            throw new UserError("There is no statement: try ./twospeed sql \"select version, items from model\"");
        }
        return asked;
    }

    /** Prints an answer of the loader: rows to {@code out}, what is to be known of them to {@code err}. */
    void print(JsonNode answer, String asked, PrintWriter out, PrintWriter err) throws IOException {
        if (answer.has("error")) {
            throw new UserError(objection(answer.path("error"), asked));
        }
        var table = SqlTable.of(answer);
        if (json) {
            table.printJson(out);
        } else {
            table.print(out);
        }
        var rows = table.rows().size() == 1 ? "1 row" : table.rows().size() + " rows";
        switch (answer.path("cut").asText()) {
            case "rows" ->
                err.println("The first " + rows + "; there are more: narrow it down, or use limit and offset");
            case "bytes" ->
                err.println("The first " + rows + ", 5 MB; there are more: ask for fewer or shorter columns");
            default -> err.println(rows);
        }
    }

    private static String objection(JsonNode error, String asked) {
        var text = new StringBuilder("The database answers: ")
                .append(error.path("message").asText());
        if (error.has("position")) {
            var before = asked.substring(
                    0, asked.offsetByCodePoints(0, error.path("position").asInt() - 1));
            var line = before.chars().filter(c -> c == '\n').count() + 1;
            var column = before.codePointCount(before.lastIndexOf('\n') + 1, before.length()) + 1;
            text.append(" (line ")
                    .append(line)
                    .append(", character ")
                    .append(column)
                    .append(')');
        }
        for (var more : new String[] {"detail", "hint"}) {
            if (error.hasNonNull(more)) {
                text.append(". ").append(error.path(more).asText());
            }
        }
        return text.toString();
    }
}
