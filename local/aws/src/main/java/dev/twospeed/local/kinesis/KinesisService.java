package dev.twospeed.local.kinesis;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.api.JsonService;
import dev.twospeed.local.iam.Access;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.metrics.Metric;
import dev.twospeed.local.metrics.Metrics;
import dev.twospeed.local.resource.AwsError;
import dev.twospeed.local.resource.DataPlane;
import dev.twospeed.local.resource.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded Kinesis Data Streams.
 *
 * <p>Streams are made by stacks only. What was acknowledged survives a killed process; a stream keeps its records until
 * its retention is over or it is deleted.
 */
public final class KinesisService implements JsonService, DataPlane, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KinesisService.class);
    private static final String STREAM = "aws:kinesis/stream:Stream";
    private static final int ON_DEMAND_SHARDS = 4;
    private static final int DEFAULT_RETENTION_HOURS = 24;

    private final Path folder;
    private final String region;
    private final Access access;
    private final Metrics metrics;
    private final Map<String, String> keys = new ConcurrentHashMap<>();
    private final Map<String, KinesisStream> streams = new ConcurrentHashMap<>();
    private final ScheduledExecutorService maintenance = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "kinesis-maintenance");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Opens the service; streams appear as stacks make them or the provider resumes them.
     *
     * @param folder where streams are kept; made when absent
     * @param metrics take what streams receive and how late it is read
     */
    public KinesisService(Path folder, String region, Access access, Metrics metrics) {
        this.metrics = metrics;
        this.access = access;
        this.folder = folder;
        this.region = region;
        var unused = maintenance.scheduleWithFixedDelay(this::maintain, 1, 1, TimeUnit.SECONDS);
    }

    private void maintain() {
        for (var stream : streams.values()) {
            try {
                stream.maintain();
            } catch (IOException e) {
                // Records are in the page cache all the same, and the next second tries again.
                LOG.warn("Stream {} could not be forced to disk", stream.name(), e);
            }
        }
    }

    @Override
    public String targetPrefix() {
        return "Kinesis_20131202";
    }

    @Override
    public ObjectNode handle(String operation, ObjectNode request, String caller) {
        return switch (operation) {
            case "PutRecords" -> {
                var stream = asked(operation, request, caller);
                var answer = PutOperations.putRecords(stream, request);
                received(
                        stream,
                        answer.path("Records").size()
                                - answer.path("FailedRecordCount").asInt());
                yield answer;
            }
            case "PutRecord" -> {
                var stream = asked(operation, request, caller);
                var answer = PutOperations.putRecord(stream, request);
                received(stream, 1);
                yield answer;
            }
            case "GetRecords" ->
                ReadOperations.getRecords(name -> permitted(stream(name), operation, caller), request, this::read);
            case "GetShardIterator" -> ReadOperations.getShardIterator(asked(operation, request, caller), request);
            case "DescribeStream" -> StreamDescriptions.describe(asked(operation, request, caller));
            case "DescribeStreamSummary" -> StreamDescriptions.summary(asked(operation, request, caller));
            case "ListShards" -> StreamDescriptions.listShards(asked(operation, request, caller));
            case "ListStreams" -> {
                access.check(caller, "kinesis:ListStreams", "*");
                yield list();
            }
            case "CreateStream", "DeleteStream" ->
                throw new AwsError(
                        400, "AccessDeniedException", "Only stacks make and delete streams: change the stack program");
            default ->
                throw new AwsError(
                        400, "UnknownOperationException", "The embedded Kinesis does not serve " + operation);
        };
    }

    // https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html
    private void received(KinesisStream stream, int records) {
        metrics.add(metric(stream, "IncomingRecords"), "Count", records);
    }

    /** Notes that a consumer has read, and how old the last record was then; 0 when there was none to read. */
    public void read(KinesisStream stream, long ageMillis) {
        metrics.add(metric(stream, "GetRecords.IteratorAgeMilliseconds"), "Milliseconds", ageMillis);
    }

    private static Metric metric(KinesisStream stream, String name) {
        return Metric.of("AWS/Kinesis", name, "StreamName", stream.name());
    }

    private ObjectNode list() {
        var answer = JsonNodeFactory.instance.objectNode();
        var names = answer.putArray("StreamNames");
        streams.keySet().stream().sorted().forEach(names::add);
        return answer.put("HasMoreStreams", false);
    }

    private KinesisStream asked(String operation, ObjectNode request, String caller) {
        var arn = request.path("StreamARN").asText("");
        return permitted(stream(arn.isEmpty() ? request.path("StreamName").asText("") : arn), operation, caller);
    }

    /**
     * Lets a principal use a stream, and the key that encrypts it where records are written or read.
     *
     * @throws AwsError AccessDeniedException, KMSAccessDeniedException
     * @see <a href="https://docs.aws.amazon.com/streams/latest/dev/permissions-user-key-KMS.html">Permissions for keys</a>
     */
    public KinesisStream permitted(KinesisStream stream, String operation, String principal) {
        access.check(principal, "kinesis:" + operation, stream.arn());
        var key = keys.get(stream.name());
        var keyAction = operation.startsWith("PutRecord")
                ? "kms:GenerateDataKey"
                : operation.equals("GetRecords") ? "kms:Decrypt" : "";
        if (key != null && !keyAction.isEmpty()) {
            try {
                var context = Map.of("kms:EncryptionContext:aws:kinesis:arn", stream.arn());
                access.checkKey(principal, keyAction, key, "kinesis", context);
            } catch (AwsError e) {
                throw new AwsError(400, "KMSAccessDeniedException", String.valueOf(e.getMessage()));
            }
        }
        return stream;
    }

    /**
     * A stream by name or ARN.
     *
     * @throws AwsError ResourceNotFoundException
     */
    public KinesisStream stream(String nameOrArn) {
        var stream = streams.get(nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1));
        if (stream == null || (nameOrArn.startsWith("arn:") && !nameOrArn.equals(stream.arn()))) {
            throw new AwsError(
                    400,
                    "ResourceNotFoundException",
                    "Stream " + nameOrArn + " under account " + AccessKeys.ACCOUNT + " not found.");
        }
        return stream;
    }

    @Override
    public Set<String> types() {
        return Set.of(STREAM);
    }

    @Override
    public ObjectNode create(Resource resource) {
        open(resource);
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public void resume(Resource resource) {
        open(resource);
    }

    private void open(Resource resource) {
        var name = nameOf(resource);
        var onDemand = resource.inputs()
                .path("streamModeDetails")
                .path("streamMode")
                .asText("PROVISIONED")
                .equals("ON_DEMAND");
        var shards = onDemand
                ? ON_DEMAND_SHARDS
                : resource.inputs().path("shardCount").asInt(0);
        if (shards < 1) {
            throw new AwsError(
                    400,
                    "InvalidArgumentException",
                    "Stream " + name + " has no shards: set shardCount, or streamMode ON_DEMAND");
        }
        var arn = "arn:aws:kinesis:" + region + ":" + AccessKeys.ACCOUNT + ":stream/" + name;
        var retention = retention(resource);
        var encryption = resource.inputs().path("encryptionType").asText("NONE");
        var key = resource.inputs().path("kmsKeyId").asText("");
        // Kinesis's own key needs nobody's leave.
        if (encryption.equals("KMS") && !key.isEmpty() && !key.contains("alias/aws/")) {
            keys.put(name, key);
        } else {
            keys.remove(name);
        }
        streams.computeIfAbsent(name, absent -> {
            try {
                return KinesisStream.open(folder.resolve(name), arn, encryption, onDemand, shards, retention);
            } catch (IOException e) {
                throw new UncheckedIOException("Stream " + name + " could not be opened in " + folder, e);
            }
        });
    }

    private static int retention(Resource resource) {
        var hours = resource.inputs().path("retentionPeriod").asInt(DEFAULT_RETENTION_HOURS);
        if (hours < 24 || hours > 8760) {
            throw new AwsError(
                    400,
                    "InvalidArgumentException",
                    "Retention period of stream " + nameOf(resource) + " must be between 24 and 8760 hours; found "
                            + hours);
        }
        return hours;
    }

    @Override
    public ObjectNode update(Resource before, Resource after) {
        var stream = stream(nameOf(after));
        var shards = after.inputs().path("shardCount").asInt(stream.shardCount());
        if (!stream.onDemand() && shards != stream.shardCount()) {
            throw new AwsError(
                    400,
                    "LimitExceededException",
                    "The embedded Kinesis does not split shards: stream " + stream.name() + " has "
                            + stream.shardCount() + " and should have " + shards + "; replace the stream");
        }
        stream.retain(retention(after));
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public void delete(Resource resource) {
        var name = nameOf(resource);
        var stream = streams.remove(name);
        try {
            if (stream != null) {
                stream.close();
            }
            var kept = folder.resolve(name);
            if (Files.exists(kept)) {
                try (var files = Files.walk(kept)) {
                    for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Stream " + name + " could not be deleted from " + folder, e);
        }
    }

    private static String nameOf(Resource resource) {
        var name = resource.inputs().path("name").asText("");
        return name.isEmpty() ? resource.outputs().path("name").asText(resource.id()) : name;
    }

    @Override
    public void close() {
        // No interrupt: it would close the file that is being forced.
        maintenance.shutdown();
        for (var stream : streams.values()) {
            try {
                stream.close();
            } catch (IOException e) {
                throw new UncheckedIOException("Stream " + stream.name() + " could not be closed", e);
            }
        }
        streams.clear();
    }
}
