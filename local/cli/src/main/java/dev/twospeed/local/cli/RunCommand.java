package dev.twospeed.local.cli;

import dev.twospeed.local.cloud.GlueRuns;
import dev.twospeed.local.cloud.Stack;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Run a Glue job and wait for its end.",
        footer = {"  ./twospeed run etl", "  ./twospeed run train --env dev", "  ./twospeed run load --env dev"})
final class RunCommand implements Callable<Integer> {
    enum Job {
        ETL(Stack.ETL, "etlJobName"),
        TRAIN(Stack.ETL, "trainingJobName"),
        /** Loads the newest published model. */
        LOAD(Stack.VECTOR_DB, "loadingJobName");

        private final Stack stack;
        private final String output;

        Job(Stack stack, String output) {
            this.stack = stack;
            this.output = output;
        }
    }

    @Parameters(index = "0", paramLabel = "JOB", description = "etl, train or load.")
    Job job;

    @Mixin
    EnvironmentOption environment = new EnvironmentOption();

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        try (var opened = environment.open();
                var glue = opened.clients().glue()) {
            var name = opened.outputs(job.stack).text(job.output);
            var run = new GlueRuns(glue, Duration.ofSeconds(1)).run(name);
            if (json) {
                Main.printJson(spec, Map.of("job", name, "run", run.id(), "state", "SUCCEEDED"));
            } else {
                spec.commandLine().getOut().printf("%s: run %s succeeded%n", name, run.id());
            }
        }
        return 0;
    }
}
