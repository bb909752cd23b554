package dev.twospeed.local.glue;

import dev.twospeed.local.Endpoints;
import dev.twospeed.local.glue.JobRun.State;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.network.VirtualNetwork;
import dev.twospeed.local.resource.AwsError;
import dev.twospeed.local.s3.S3Clients;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts runs, watches them to their end, tries again those that failed and tells whoever wants to know. */
final class JobRuns implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobRuns.class);

    private final Path folder;
    private final RunStore store;
    private final JobCode code;
    private final GlueRuntime runtime;
    private final Supplier<Endpoints> endpoints;
    private final AccessKeys keys;
    private final JobAccess access;
    private final JobNetworks networks;
    private final Consumer<JobRun> ended;
    private final Map<String, Process> processes = new ConcurrentHashMap<>();
    private boolean closed;
    private final ExecutorService watchers = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "glue-run");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param folder where each run gets a folder of its own
     * @param ended hears of each run that has ended and is not tried again, unless the embedded AWS itself ends
     */
    JobRuns(
            Path folder,
            RunStore store,
            JobCode code,
            GlueRuntime runtime,
            Supplier<Endpoints> endpoints,
            AccessKeys keys,
            JobAccess access,
            JobNetworks networks,
            Consumer<JobRun> ended) {
        this.folder = folder;
        this.store = store;
        this.code = code;
        this.runtime = runtime;
        this.endpoints = endpoints;
        this.keys = keys;
        this.access = access;
        this.networks = networks;
        this.ended = ended;
    }

    /**
     * Starts a run and answers at once.
     *
     * @throws AwsError ConcurrentRunsExceededException
     */
    synchronized JobRun start(JobSpec job, Map<String, String> arguments, String trigger) {
        long inFlight = store.of(job.name()).stream()
                .filter(run -> !run.state().ended())
                .count();
        if (inFlight >= job.mostRuns()) {
            throw new AwsError(400, "ConcurrentRunsExceededException", "Concurrent runs exceeded for " + job.name());
        }
        var run = JobRun.first(job.name(), RunIds.next("jr_"), arguments, trigger, Instant.now());
        store.put(run);
        watchers.execute(() -> watch(job, run));
        return run;
    }

    /** Ends a run that is in flight; its state is STOPPING until its JVM is gone. */
    synchronized void stop(JobRun run) {
        store.put(run.in(State.STOPPING, ""));
        var process = processes.get(run.id());
        if (process != null) {
            process.destroy();
        }
    }

    private void watch(JobSpec job, JobRun started) {
        try {
            var end = run(job, started);
            // As in Glue, where a run that took too long or was stopped is not tried again.
            if (end.state() == State.FAILED && end.attempt() < job.maxRetries()) {
                // First the retry: whoever sees the end of this one finds it.
                var retry = end.again(Instant.now());
                store.put(retry);
                store.put(end);
                watchers.execute(() -> watch(job, retry));
            } else {
                store.put(end);
                ended.accept(end);
            }
        } catch (InterruptedException e) {
            // The embedded AWS ends: the next one finds the run unfinished and says so.
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("The run {} of {} could not be followed to its end", started.id(), job.name(), e);
        } finally {
            processes.remove(started.id());
        }
    }

    private JobRun run(JobSpec job, JobRun started) throws InterruptedException {
        var log = folder.resolve(started.id());
        try {
            var arguments = job.arguments(started.arguments(), started.id());
            access.checkStart(job);
            var reach = networks.reach(job);
            var key = keys.of(job.role());
            JobCode.Classes classes;
            try (var s3 = S3Clients.of(endpoints.get(), key)) {
                classes = code.prepare(s3, job.script(), JobSpec.extraJars(arguments));
            }
            var spark = new SparkProcess(runtime, endpoints.get(), key, log, networks.isolation(), reach);
            var process = launch(spark, started, classes, arguments);
            if (process == null) {
                return started.in(State.STOPPED, "");
            }
            try {
                boolean inTime = process.waitFor(job.timeout().toMillis(), TimeUnit.MILLISECONDS);
                return end(job, store.find(job.name(), started.id()).orElse(started), process, inTime, log);
            } finally {
                process.destroyForcibly().waitFor();
                RunFolder.tidy(log);
                if (!access.mayLog(job) || !reach.covers(VirtualNetwork.LOGS)) {
                    RunFolder.loseLogs(log);
                }
            }
        } catch (JobFailed e) {
            return started.in(State.FAILED, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return started.in(State.FAILED, "LAUNCH ERROR | The embedded Glue could not start the run: " + e);
        }
    }

    private synchronized @Nullable Process launch(
            SparkProcess spark, JobRun run, JobCode.Classes classes, Map<String, String> arguments)
            throws IOException, InterruptedException {
        if (closed) {
            throw new InterruptedException("The embedded AWS ends");
        }
        if (store.find(run.job(), run.id()).orElse(run).state() == State.STOPPING) {
            return null;
        }
        var process = spark.start(run.id(), classes, arguments);
        processes.put(run.id(), process);
        store.put(run.running(process.pid()));
        return process;
    }

    private static JobRun end(JobSpec job, JobRun run, Process process, boolean inTime, Path log) {
        if (!inTime) {
            return run.in(
                    State.TIMEOUT,
                    "The job run exceeded its timeout of " + job.timeout().toMinutes() + " minutes");
        }
        if (run.state() == State.STOPPING) {
            return run.in(State.STOPPED, "");
        }
        return process.exitValue() == 0
                ? run.in(State.SUCCEEDED, "")
                : run.in(State.FAILED, FailureMessage.of(log.resolve(SparkProcess.ERRORS), process.exitValue()));
    }

    /** Ends all runs; they count as failed from the next start on. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        watchers.shutdownNow();
        processes.values().forEach(Process::destroyForcibly);
        processes.values().forEach(process -> process.onExit().join());
    }
}
