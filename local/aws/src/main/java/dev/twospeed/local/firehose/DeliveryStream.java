package dev.twospeed.local.firehose;

import dev.twospeed.local.iam.Access;
import dev.twospeed.local.kinesis.KinesisService;
import dev.twospeed.local.kinesis.KinesisStream;
import dev.twospeed.local.lambda.FunctionInvoker;
import dev.twospeed.local.metrics.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import software.amazon.awssdk.services.s3.S3Client;

/** A running delivery stream: a thread a shard, one that delivers, and as many invocations at a time as shards. */
final class DeliveryStream implements AutoCloseable {
    private final StopSignal stop = new StopSignal();
    private final List<Thread> threads = new ArrayList<>();
    private final ExecutorService invocations;
    private final Map<String, S3Client> clients = new ConcurrentHashMap<>();

    DeliveryStream(
            DeliveryConfig config,
            String region,
            Positions positions,
            KinesisService kinesis,
            FunctionInvoker functions,
            Access access,
            Function<String, S3Client> s3ForRole,
            Metrics metrics) {
        invocations = Executors.newCachedThreadPool(task -> daemon("firehose-invocation", task));
        var destination = new Destination(
                config,
                positions,
                role -> clients.computeIfAbsent(role, s3ForRole),
                stop,
                new DeliveryMetrics(config.name(), metrics));
        threads.add(daemon("firehose-delivery " + config.name(), () -> {
            try {
                destination.run();
            } catch (Destination.Stopped e) {
                // Told to stop with records in hand: the next run reads them again.
            }
        }));
        var stream = kinesis.stream(config.sourceArn());
        for (int i = 0; i < stream.shardCount(); i++) {
            var pump = new ShardPump(
                    config,
                    kinesis,
                    new ShardPump.Shard(i, KinesisStream.shardId(i), positions.next(i)),
                    config.processor()
                            .map(processor -> new Transformation(functions, config, processor, region, access))
                            .orElse(null),
                    destination,
                    stop,
                    invocations);
            threads.add(daemon("firehose-shard " + config.name() + " " + i, pump::run));
        }
        threads.forEach(Thread::start);
    }

    private static Thread daemon(String name, Runnable task) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Stops; what is not delivered yet stays in Kinesis for the next run. */
    @Override
    public void close() {
        stop.stop();
        try {
            for (var thread : threads) {
                thread.join(TimeUnit.SECONDS.toMillis(10));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        invocations.shutdown();
        clients.values().forEach(S3Client::close);
    }
}
