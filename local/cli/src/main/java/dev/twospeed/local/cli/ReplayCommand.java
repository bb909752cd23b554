package dev.twospeed.local.cli;

import dev.twospeed.local.cloud.EventSender;
import dev.twospeed.local.cloud.Replay;
import dev.twospeed.local.cloud.Stack;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Put events back into the activity stream: those that failed, or all from the backup.",
        footer = {
            "  ./twospeed replay --dry-run",
            "  ./twospeed replay --from-backup --since 2026-01-31T12:00:00Z --env prod"
        })
final class ReplayCommand implements Callable<Integer> {
    @Option(names = "--from-backup", description = "Replay the backup of the source instead of the failed records.")
    boolean fromBackup;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only what was written to S3 at this time or later, as 2026-01-31T12:00:00Z.")
    Instant since = Instant.EPOCH;

    @Option(names = "--dry-run", description = "Count what would be sent, send nothing.")
    boolean dryRun;

    @Mixin
    EnvironmentOption environment = new EnvironmentOption();

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        try (var opened = environment.open();
                var s3 = opened.clients().s3();
                var kinesis = opened.clients().kinesis()) {
            var streaming = opened.outputs(Stack.STREAMING_INFERENCE);
            var stream = streaming.text("streamName");
            var bucket = streaming.text("recommendationsBucket");
            // Below the error prefix lies a folder for each kind of error; only these records were refused by the
            // function.
            var prefix =
                    fromBackup ? streaming.text("sourcePrefix") : streaming.text("errorPrefix") + "processing-failed/";
            var result = new Replay(s3, new EventSender(kinesis, stream), bucket, dryRun).under(prefix, since);
            if (json) {
                Main.printJson(
                        spec,
                        Map.of(
                                "dry_run",
                                dryRun,
                                "stream",
                                stream,
                                "from",
                                "s3://" + bucket + "/" + prefix,
                                "result",
                                result));
                return 0;
            }
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%d events %s %s, from %d objects of s3://%s/%s%n%d objects had been replayed before; "
                                    + "%d events had been tried %d times and stay where they are%n",
                            result.events(),
                            dryRun ? "would be sent to" : "sent to",
                            stream,
                            result.objects(),
                            bucket,
                            prefix,
                            result.done(),
                            result.exhausted(),
                            Replay.MOST_ATTEMPTS);
        }
        return 0;
    }
}
