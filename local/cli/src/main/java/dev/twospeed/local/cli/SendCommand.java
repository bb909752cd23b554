package dev.twospeed.local.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twospeed.local.cloud.EventSender;
import dev.twospeed.local.cloud.Stack;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        description = "Put events into the activity stream: a file with one JSON event a line.",
        footer = {"  ./twospeed send events.jsonl", "  ./twospeed send events.jsonl --env dev --json"})
final class SendCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Parameters(index = "0", paramLabel = "FILE", description = "One JSON event a line; empty lines are skipped.")
    Path file;

    @Mixin
    EnvironmentOption environment = new EnvironmentOption();

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (!Files.isReadable(file)) {
            throw new UserError("The file " + file + " cannot be read: name a file with one JSON event a line");
        }
        try (var opened = environment.open();
                var kinesis = opened.clients().kinesis();
                var lines = Files.lines(file)) {
            var stream = opened.outputs(Stack.STREAMING_INFERENCE).text("streamName");
            var sender = new EventSender(kinesis, stream);
            for (var iterator = lines.iterator(); iterator.hasNext(); ) {
                var line = iterator.next();
                if (!line.isBlank()) {
                    sender.send(partitionKey(line), line.getBytes(StandardCharsets.UTF_8));
                }
            }
            var sent = sender.flush();
            if (json) {
                Main.printJson(spec, Map.of("sent", sent, "stream", stream));
            } else {
                spec.commandLine().getOut().printf("%d events sent to %s%n", sent, stream);
            }
        }
        return 0;
    }

    /** The customer, so that a customer's events keep their order; what is no event is sent too, as a producer would. */
    private static String partitionKey(String line) {
        try {
            var customer = JSON.readTree(line).path("customer_number").asText();
            return customer.isEmpty() ? "none" : customer;
        } catch (JsonProcessingException e) {
            return "none";
        }
    }
}
