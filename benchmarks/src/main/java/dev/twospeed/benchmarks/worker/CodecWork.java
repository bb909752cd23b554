package dev.twospeed.benchmarks.worker;

import dev.twospeed.recommender.event.ActivityEvent;
import dev.twospeed.recommender.event.EventParser;
import dev.twospeed.recommender.event.InvalidEvent;
import dev.twospeed.recommender.event.RecommendationRecord;
import dev.twospeed.recommender.event.RecordEncoder;
import dev.twospeed.recommender.event.RecordSource;
import dev.twospeed.recommender.event.ScoredProduct;
import dev.twospeed.recommender.event.Strategy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Parsing and encoding alone: events from Base64, and answers of two lists of ten to Base64, without anything between. */
final class CodecWork implements Work {
    private final EventParser parser = new EventParser();
    private final RecordEncoder encoder = new RecordEncoder();
    private final Map<Integer, List<List<String>>> batches = new HashMap<>();
    private final List<ScoredProduct> list = IntStream.range(0, 10)
            .mapToObj(item -> new ScoredProduct("S%05d".formatted(item), 1.5 / (item + 3)))
            .toList();
    private long bytes;

    CodecWork(Path folder) throws IOException {
        Batches stored = new Batches(folder);
        for (int size : stored.sizes()) {
            List<List<String>> texts = new ArrayList<>();
            for (byte[] batch : stored.of(size)) {
                texts.add(Batches.payloads(batch).stream()
                        .map(Base64.getEncoder()::encodeToString)
                        .toList());
            }
            batches.put(size, texts);
        }
    }

    @Override
    public void call(int size, int call) throws IOException {
        List<List<String>> all = batches.getOrDefault(size, List.of());
        for (String text : all.get(call % all.size())) {
            try {
                ActivityEvent event = parser.parse(Base64.getDecoder().decode(text));
                byte[] answer = encoder.encode(new RecommendationRecord(
                        event.eventId(),
                        event.sessionId(),
                        event.customerNumber(),
                        list,
                        list,
                        "20261101T000000Z-11111111",
                        Strategy.SESSION,
                        new RecordSource("shardId-000000000000", "4000", 0),
                        false,
                        false,
                        null));
                bytes += Base64.getEncoder().encode(answer).length;
            } catch (InvalidEvent e) {
                throw new IOException("an event of the benchmark is not valid", e);
            }
        }
    }

    @Override
    public void check(int size) throws IOException {
        long before = bytes;
        call(size, 0);
        if (bytes - before < 500L * size) {
            throw new IllegalStateException("answers of " + (bytes - before) / size + " bytes are too short");
        }
    }
}
