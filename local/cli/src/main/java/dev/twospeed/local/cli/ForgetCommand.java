package dev.twospeed.local.cli;

import dev.twospeed.local.cloud.Erasure;
import dev.twospeed.local.cloud.Loader;
import dev.twospeed.local.cloud.Stack;
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
        description = "Remove a customer from recommendations, failed records, source backups and the vector database.")
final class ForgetCommand implements Callable<Integer> {
    private static final long LARGEST_CUSTOMER = 999_999_999_999_999_999L;

    @Option(names = "--customer", required = true, paramLabel = "N", description = "The customer's number.")
    long customer;

    @Option(names = "--dry-run", description = "Count what would be removed, remove nothing.")
    boolean dryRun;

    @Mixin
    EnvironmentOption environment = new EnvironmentOption();

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (customer < 0 || customer > LARGEST_CUSTOMER) {
            throw new UserError("--customer is " + customer + "; allowed: 0 to " + LARGEST_CUSTOMER);
        }
        var out = spec.commandLine().getOut();
        try (var opened = environment.open();
                var s3 = opened.clients().s3();
                var lambda = opened.clients().lambda();
                var kinesis = opened.clients().kinesis()) {
            var streaming = opened.outputs(Stack.STREAMING_INFERENCE);
            var loader = new Loader(lambda, opened.outputs(Stack.VECTOR_DB).text("loaderFunctionName"));
            // First, so that answers from now on hold nothing of the customer.
            if (!dryRun) {
                out.printf("vector database: %d embeddings deleted%n", loader.forget(customer));
            }
            var stream = streaming.text("streamName");
            var bucket = streaming.text("recommendationsBucket");
            for (var prefix : List.of("recommendationsPrefix", "errorPrefix", "sourcePrefix")) {
                var result = new Erasure(s3, bucket, customer, dryRun).under(streaming.text(prefix));
                out.printf(
                        "s3://%s/%s: %d records %s, in %d of %d objects%n",
                        bucket,
                        streaming.text(prefix),
                        result.records(),
                        dryRun ? "would be removed" : "removed",
                        result.touched(),
                        result.objects());
            }
            var hours = kinesis.describeStreamSummary(r -> r.streamName(stream))
                    .streamDescriptionSummary()
                    .retentionPeriodHours();
            remains(hours);
        }
        return 0;
    }

    private void remains(int streamHours) {
        spec.commandLine().getOut().printf("""
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
