package dev.twospeed.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.cloud.Stack;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
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
        name = "recommend",
        mixinStandardHelpOptions = true,
        description = "Ask the inference function what to recommend for a session, over its signed URL.",
        footer = {"  ./twospeed recommend S10_1000 S12_1099", "  ./twospeed recommend --country France -k 3 --json"})
final class RecommendCommand implements Callable<Integer> {
    private static final int MOST_ITEMS = 100;

    @Parameters(
            arity = "0..*",
            paramLabel = "PRODUCT",
            description = "Codes of the session's products, oldest first; none for a customer without a history.")
    List<String> products = new ArrayList<>();

    @Option(names = "--customer", paramLabel = "N", description = "The customer's number (default: ${DEFAULT-VALUE}).")
    long customer;

    @Option(names = "--country", paramLabel = "NAME", description = "The customer's country.")
    @Nullable
    String country;

    @Option(names = "--credit-limit", paramLabel = "AMOUNT", description = "The customer's credit limit.")
    @Nullable
    Double creditLimit;

    @Option(
            names = {"-k", "--count"},
            paramLabel = "K",
            defaultValue = "10",
            description = "How many products, 1 to 100 (default: ${DEFAULT-VALUE}).")
    int count = 10;

    @Option(names = "--json", description = "Print the record that the function answers.")
    boolean json;

    @Mixin
    EnvironmentOption environment = new EnvironmentOption();

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (count < 1 || count > MOST_ITEMS) {
            throw new UserError("-k is " + count + "; allowed: 1 to " + MOST_ITEMS);
        }
        try (var opened = environment.open()) {
            var url = opened.outputs(Stack.STREAMING_INFERENCE).text("inferenceUrl");
            var record = opened.clients().inference(URI.create(url)).recommend(event(), count);
            print(record);
        }
        return 0;
    }

    private ObjectNode event() {
        var event = new ObjectMapper()
                .createObjectNode()
                .put("session_id", "twospeed-recommend")
                .put("customer_number", customer)
                .putNull("city")
                .put("country", country)
                .put("credit_limit", creditLimit);
        var history = event.putArray("browse_history");
        for (var product : products) {
            history.addObject().put("product_code", product).put("quantity", 1).put("in_shopping_cart", false);
        }
        return event;
    }

    private void print(JsonNode record) {
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(record);
            return;
        }
        out.printf(
                "by %s%s%n",
                record.path("strategy").asText(),
                record.has("model_version")
                        ? " with model " + record.path("model_version").asText()
                        : "");
        list("recommended", record.path("recommended_items"));
        list("similar", record.path("similar_items"));
    }

    private void list(String title, JsonNode items) {
        if (items.isEmpty()) {
            return;
        }
        var out = spec.commandLine().getOut();
        out.println(title);
        for (var item : items) {
            out.printf(
                    Locale.ROOT,
                    "  %-30s %8.3f%n",
                    item.path("product_code").asText(),
                    item.path("score").asDouble());
        }
    }
}
