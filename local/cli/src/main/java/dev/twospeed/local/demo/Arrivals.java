package dev.twospeed.local.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** When the stream took each record, by the sequence number of the record: what Kinesis itself says, read back from it. */
final class Arrivals {
    private final KinesisClient kinesis;
    private final String stream;

    Arrivals(KinesisClient kinesis, String stream) {
        this.kinesis = kinesis;
        this.stream = stream;
    }

    /** The arrivals since a moment, in all shards, as far as they are there. */
    Map<String, Instant> since(Instant start) {
        var arrivals = new HashMap<String, Instant>();
        for (var shard : kinesis.listShards(r -> r.streamName(stream)).shards()) {
            var iterator = kinesis.getShardIterator(r -> r.streamName(stream)
                            .shardId(shard.shardId())
                            .shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                            .timestamp(start))
                    .shardIterator();
            while (iterator != null) {
                var at = iterator;
                var answer = kinesis.getRecords(r -> r.shardIterator(at));
                answer.records()
                        .forEach(record -> arrivals.put(record.sequenceNumber(), record.approximateArrivalTimestamp()));
                iterator = answer.millisBehindLatest() == 0 ? null : answer.nextShardIterator();
            }
        }
        return arrivals;
    }

    /** Milliseconds from an arrival to a look, never below 0: the clocks may differ. */
    static long millis(Instant arrival, Instant look) {
        return Math.max(0, Duration.between(arrival, look).toMillis());
    }
}
