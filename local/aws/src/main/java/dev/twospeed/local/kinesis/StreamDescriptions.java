package dev.twospeed.local.kinesis;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** What {@code Describe…} and {@code List…} answer. */
final class StreamDescriptions {
    private StreamDescriptions() {}

    static ObjectNode describe(KinesisStream stream) {
        var answer = JsonNodeFactory.instance.objectNode();
        var description = common(answer.putObject("StreamDescription"), stream);
        shards(stream, description.putArray("Shards"));
        description.put("HasMoreShards", false);
        return answer;
    }

    static ObjectNode summary(KinesisStream stream) {
        var answer = JsonNodeFactory.instance.objectNode();
        common(answer.putObject("StreamDescriptionSummary"), stream)
                .put("OpenShardCount", stream.shardCount())
                .put("ConsumerCount", 0);
        return answer;
    }

    static ObjectNode listShards(KinesisStream stream) {
        var answer = JsonNodeFactory.instance.objectNode();
        shards(stream, answer.putArray("Shards"));
        return answer;
    }

    private static ObjectNode common(ObjectNode description, KinesisStream stream) {
        description.put("StreamName", stream.name());
        description.put("StreamARN", stream.arn());
        description.put("StreamStatus", "ACTIVE");
        description.putObject("StreamModeDetails").put("StreamMode", stream.onDemand() ? "ON_DEMAND" : "PROVISIONED");
        description.put("RetentionPeriodHours", stream.retentionHours());
        description.putPOJO("StreamCreationTimestamp", Instant.ofEpochMilli(stream.createdMillis()));
        description.putArray("EnhancedMonitoring").addObject().putArray("ShardLevelMetrics");
        return description.put("EncryptionType", stream.encryptionType());
    }

    private static void shards(KinesisStream stream, ArrayNode into) {
        for (int i = 0; i < stream.shardCount(); i++) {
            var shard = into.addObject();
            shard.put("ShardId", KinesisStream.shardId(i));
            shard.putObject("HashKeyRange")
                    .put(
                            "StartingHashKey",
                            HashRange.start(i, stream.shardCount()).toString())
                    .put("EndingHashKey", HashRange.end(i, stream.shardCount()).toString());
            shard.putObject("SequenceNumberRange").put("StartingSequenceNumber", stream.sequenceNumber(i, 0));
        }
    }
}
