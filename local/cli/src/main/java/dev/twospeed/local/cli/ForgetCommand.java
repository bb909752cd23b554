package dev.twospeed.local.cli;

import dev.twospeed.local.cloud.Erasure;
import dev.twospeed.local.cloud.Loader;
import dev.twospeed.local.cloud.Stack;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "forget",
        mixinStandardHelpOptions = true,
        description = "Remove a customer from recommendations, failed records, source backups and the vector database.",
        footer = {"  ./twospeed forget --customer 103 --dry-run", "  ./twospeed forget --customer 103 --env prod"})
final class ForgetCommand implements Callable<Integer> {
    private static final long LARGEST_CUSTOMER = 999_999_999_999_999_999L;

    @Option(names = "--customer", required = true, paramLabel = "N", description = "The customer's number.")
    long customer;

    @Option(names = "--dry-run", description = "Count what would be removed, remove nothing.")
    boolean dryRun;

    @Mixin
    EnvironmentOption environment = new EnvironmentOption();

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (customer < 0 || customer > LARGEST_CUSTOMER) {
            throw new UserError("--customer is " + customer + "; allowed: 0 to " + LARGEST_CUSTOMER);
        }
        var out =
                json ? new PrintWriter(Writer.nullWriter()) : spec.commandLine().getOut();
        var answer = new LinkedHashMap<String, Object>();
        answer.put("dry_run", dryRun);
        try (var opened = environment.open();
                var s3 = opened.clients().s3();
                var lambda = opened.clients().lambda();
                var kinesis = opened.clients().kinesis()) {
            var streaming = opened.outputs(Stack.STREAMING_INFERENCE);
            var loader = new Loader(lambda, opened.outputs(Stack.VECTOR_DB).text("loaderFunctionName"));
            // First, so that answers from now on hold nothing of the customer.
            if (!dryRun) {
                var deleted = loader.forget(customer);
                answer.put("embeddings_deleted", deleted);
                out.printf("vector database: %d embeddings deleted%n", deleted);
            }
            var stream = streaming.text("streamName");
            var bucket = streaming.text("recommendationsBucket");
            for (var prefix : List.of("recommendationsPrefix", "errorPrefix", "sourcePrefix")) {
                var place = "s3://" + bucket + "/" + streaming.text(prefix);
                var result = new Erasure(s3, bucket, customer, dryRun).under(streaming.text(prefix));
                answer.put(place, result);
                out.printf(
                        "%s: %d records %s, in %d of %d objects%n",
                        place,
                        result.records(),
                        dryRun ? "would be removed" : "removed",
                        result.touched(),
                        result.objects());
            }
            var hours = kinesis.describeStreamSummary(r -> r.streamName(stream))
                    .streamDescriptionSummary()
                    .retentionPeriodHours();
            answer.put("stream_retention_hours", hours);
            remains(hours, out);
        }
        if (json) {
            Main.printJson(spec, answer);
        }
        return 0;
    }

    private static void remains(int streamHours, PrintWriter out) {
        out.printf("""
                        What remains:
                          the stream            %d hours after the customer's last event; run this again once delivery has caught up
                          the shop's database   until the shop deletes the customer there
                          snapshots and models  in the data lake, until the lifecycle deletes those made before that
                          Athena query results  until they are deleted
                          database backups      until they expire, backupDays of vector-db
                          logs                  hold no events and no customers
                        """, streamHours);
    }
}
