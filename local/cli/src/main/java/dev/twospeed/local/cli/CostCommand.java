package dev.twospeed.local.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twospeed.local.cost.EstimateText;
import dev.twospeed.local.cost.Estimator;
import dev.twospeed.local.cost.StackExport;
import dev.twospeed.local.cost.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "cost",
        mixinStandardHelpOptions = true,
        description = "Estimate what an environment costs, from what its stacks deployed and a list of prices.",
        footer = {"  ./twospeed cost --env prod", "  ./twospeed cost --export etl.json --region eu-central-1 --json"})
final class CostCommand implements Callable<Integer> {
    @Mixin
    StackSelection stacks = new StackSelection();

    @Mixin
    EnvironmentOption environment = new EnvironmentOption();

    @Option(
            names = "--export",
            paramLabel = "FILE",
            description = "What `pulumi stack export` printed, instead of asking for it; may be repeated.")
    List<Path> exports = new ArrayList<>();

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "The region whose prices count; else each stack's own.")
    @Nullable
    String region;

    @Option(names = "--event-bytes", paramLabel = "N", description = "Bytes of an event.")
    int eventBytes = Usage.DEFAULT.eventBytes();

    @Option(names = "--answer-bytes", paramLabel = "N", description = "Bytes of its recommendations.")
    int answerBytes = Usage.DEFAULT.answerBytes();

    @Option(
            names = "--event-millis",
            paramLabel = "N",
            description = "Milliseconds of the transform function an event.")
    double eventMillis = Usage.DEFAULT.millisPerEvent();

    @Option(names = "--etl-minutes", paramLabel = "N", description = "Minutes of an ETL run.")
    double etlMinutes = Usage.DEFAULT.etlMinutes();

    @Option(names = "--training-minutes", paramLabel = "N", description = "Minutes of a training run.")
    double trainingMinutes = Usage.DEFAULT.trainingMinutes();

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var usage = usage();
        try {
            var all = exports.isEmpty() ? deployed() : files();
            var estimate = new Estimator(Optional.ofNullable(region), usage).estimate(all);
            var out = spec.commandLine().getOut();
            if (json) {
                out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(estimate));
            } else {
                new EstimateText(out)
                        .print(exports.isEmpty() ? "Environment " + environment.name : "Exported stacks", estimate);
            }
        } catch (IllegalArgumentException e) {
            throw new UserError(e.getMessage());
        }
        return 0;
    }

    private Usage usage() {
        positive("--event-bytes", eventBytes);
        positive("--answer-bytes", answerBytes);
        positive("--event-millis", eventMillis);
        positive("--etl-minutes", etlMinutes);
        positive("--training-minutes", trainingMinutes);
        return new Usage(
                eventBytes, answerBytes, eventMillis, Usage.DEFAULT.logBytesPerCall(), etlMinutes, trainingMinutes);
    }

    private static void positive(String option, double value) {
        if (!(value > 0)) {
            throw new UserError(option + " is " + value + "; allowed: a number above 0");
        }
    }

    private List<StackExport> deployed() throws IOException, InterruptedException {
        var selected = stacks.inOrder();
        var found = new ArrayList<StackExport>();
        try (var opened = environment.open()) {
            for (var stack : selected) {
                var export = StackExport.of(stack.label(), opened.pulumi(stack).export());
                if (!export.resources().isEmpty()) {
                    found.add(export);
                }
            }
        }
        if (found.isEmpty()) {
            throw new UserError("Nothing is deployed in the environment " + environment.name + ": run ./twospeed up"
                    + " --env " + environment.name);
        }
        return found;
    }

    private List<StackExport> files() throws IOException {
        var mapper = new ObjectMapper();
        var found = new ArrayList<StackExport>();
        for (var file : exports) {
            if (!Files.isReadable(file)) {
                throw new UserError("The file " + file + " cannot be read: name what `pulumi stack export` printed");
            }
            try {
                var export = mapper.readTree(file.toFile());
                found.add(StackExport.of(label(file), export));
            } catch (JsonProcessingException e) {
                throw new UserError("The file " + file + " is not JSON: name what `pulumi stack export` printed");
            }
        }
        return found;
    }

    private static String label(Path file) {
        return file.getFileName().toString().replaceFirst("\\.json$", "");
    }
}
