package dev.twospeed.benchmarks.suite;

import dev.twospeed.benchmarks.result.Figure;
import dev.twospeed.benchmarks.result.Rounds;
import dev.twospeed.benchmarks.stand.SyntheticModel;
import dev.twospeed.benchmarks.stream.Ledger;
import dev.twospeed.benchmarks.stream.LiveStream;
import dev.twospeed.handlers.support.Events;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The stream from end to end on the embedded AWS: records a second from the first event put into Kinesis to the last answer found in S3,
 * each event answered once, beside the function alone and the puts alone.
 */
public final class StreamSuite implements Suite {
    private static final int RANK = 64;
    /** Events of one call of the function, as Firehose is told in the stack. */
    private static final int BUFFER = (1 << 20) / 5;

    /** Between two looks into S3, which cost the embedded AWS processor time too. */
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(200);

    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(1);

    @Override
    public String name() {
        return "stream";
    }

    @Override
    public void run(Bench bench, Consumer<Figure> figures) throws Exception {
        for (int items : bench.quick() ? new int[] {1_000} : new int[] {300, 1_000, 3_000}) {
            SyntheticModel model = new SyntheticModel(items, 1_000, RANK);
            try (LiveStream live = bench.stand().stream(model)) {
                for (int shards : new int[] {1, 2}) {
                    measure(bench, live, model, shards, figures);
                }
            }
        }
    }

    private void measure(Bench bench, LiveStream live, SyntheticModel model, int shards, Consumer<Figure> figures)
            throws Exception {
        int count = bench.quick() ? 20_000 : 60_000;
        String stream = LiveStream.answered(shards);
        List<int[]> sessions = model.sessions(count);
        Ledger ledger = new Ledger();
        chain(live, stream, sessions.subList(0, 2_000), ledger);
        List<byte[]> batches = batches(sessions.subList(0, 4_000));
        functionAlone(live, shards, batches, bench.warmUp());
        Rounds chain = new Rounds();
        Rounds puts = new Rounds();
        for (int round = 0; round < bench.rounds(); round++) {
            double alone = functionAlone(live, shards, batches, bench.milliseconds() * 2);
            chain.add(chain(live, stream, sessions, ledger), alone);
            List<String> events = events(sessions, new Ledger());
            long start = System.nanoTime();
            live.put(LiveStream.unread(), events);
            puts.add(count / seconds(start));
        }
        // What came after the last one was found would be there twice.
        live.look(stream, ledger);
        live.failIfRefused();
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("shards", shards);
        parameters.put("items", model.items());
        parameters.put("rank", RANK);
        figures.accept(chain.figure(name(), "records from Kinesis to S3", parameters, "1/s", "the function alone"));
        figures.accept(puts.figure(name(), "records put, unread", parameters, "1/s"));
    }

    /** Puts an event of each session and waits for all the answers. */
    private static double chain(LiveStream live, String stream, List<int[]> sessions, Ledger ledger)
            throws IOException {
        List<String> events = events(sessions, ledger);
        long start = System.nanoTime();
        live.put(stream, events);
        long progress = System.nanoTime();
        for (int missing = ledger.missing(); missing > 0; ) {
            LockSupport.parkNanos(LOOK);
            live.look(stream, ledger);
            if (ledger.missing() < missing) {
                missing = ledger.missing();
                progress = System.nanoTime();
            } else if (System.nanoTime() - progress > PATIENCE) {
                live.failIfRefused();
                throw new IOException(missing + " of " + events.size() + " events were not answered, and for "
                        + TimeUnit.NANOSECONDS.toSeconds(PATIENCE) + " s no answer has come");
            }
        }
        return events.size() / seconds(start);
    }

    private static List<String> events(List<int[]> sessions, Ledger ledger) {
        return sessions.stream()
                .map(session -> {
                    String id = ledger.next();
                    return Events.event(id, session).put("event_id", id).toString();
                })
                .toList();
    }

    private static List<byte[]> batches(List<int[]> sessions) {
        List<byte[]> batches = new ArrayList<>();
        List<String> batch = new ArrayList<>();
        int bytes = 0;
        for (String event : events(sessions, new Ledger())) {
            batch.add(event);
            bytes += event.getBytes(StandardCharsets.UTF_8).length;
            if (bytes >= BUFFER) {
                batches.add(Events.batch(batch));
                batch.clear();
                bytes = 0;
            }
        }
        return batches;
    }

    /** Records a second of as many callers as there are shards. */
    private static double functionAlone(LiveStream live, int callers, List<byte[]> batches, long milliseconds)
            throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            long start = System.nanoTime();
            long end = start + TimeUnit.MILLISECONDS.toNanos(milliseconds);
            Callable<Long> caller = () -> {
                long records = 0;
                for (int call = 0; System.nanoTime() < end; call++) {
                    records += live.invoke(batches.get(call % batches.size()));
                }
                return records;
            };
            List<Future<Long>> counts = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                counts.add(threads.submit(caller));
            }
            long records = 0;
            for (Future<Long> count : counts) {
                records += count.get();
            }
            return records / seconds(start);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException fault ? fault : e;
        } finally {
            threads.shutdownNow();
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
