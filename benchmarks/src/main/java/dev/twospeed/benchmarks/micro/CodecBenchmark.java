package dev.twospeed.benchmarks.micro;

import dev.twospeed.handlers.support.Events;
import dev.twospeed.recommender.event.ActivityEvent;
import dev.twospeed.recommender.event.EventParser;
import dev.twospeed.recommender.event.InvalidEvent;
import dev.twospeed.recommender.event.RecommendationRecord;
import dev.twospeed.recommender.event.RecordEncoder;
import dev.twospeed.recommender.event.RecordSource;
import dev.twospeed.recommender.event.ScoredProduct;
import dev.twospeed.recommender.event.Strategy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Events from JSON, records to JSON. */
@State(Scope.Thread)
public class CodecBenchmark {
    private final byte[] event =
            Events.event("session-1", 3, 1, 4, 15).toString().getBytes(StandardCharsets.UTF_8);
    private final EventParser parser = new EventParser();
    private final RecordEncoder encoder = new RecordEncoder();
    private final RecommendationRecord record = record();

    private static RecommendationRecord record() {
        List<ScoredProduct> list = IntStream.range(0, 10)
                .mapToObj(item -> new ScoredProduct("S%05d".formatted(item), 1.5 / (item + 3)))
                .toList();
        return new RecommendationRecord(
                "event-1",
                "session-1",
                103,
                list,
                list,
                "20261101T000000Z-11111111",
                Strategy.SESSION,
                new RecordSource("shardId-000000000000", "4000", 0),
                false,
                false,
                null);
    }

    /** One event of four products. */
    @Benchmark
    public ActivityEvent parse() throws InvalidEvent {
        return parser.parse(event);
    }

    /** One record of two lists of ten. */
    @Benchmark
    public byte[] encode() {
        return encoder.encode(record);
    }

    int eventBytes() {
        return event.length;
    }

    int recordBytes() {
        return encoder.encode(record).length;
    }
}
