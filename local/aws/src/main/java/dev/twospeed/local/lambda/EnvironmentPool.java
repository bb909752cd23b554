package dev.twospeed.local.lambda;

import dev.twospeed.local.lambda.FunctionInvoker.Result;
import dev.twospeed.local.network.Reach;
import dev.twospeed.local.resource.AwsError;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;

/** The environments of one version of a function: kept while idle, started on demand up to a limit. */
final class EnvironmentPool implements AutoCloseable {
    // What one machine can carry; AWS would start up to 1000. Callers above it wait instead of being refused.
    private static final int CAPACITY = 2;

    private final FunctionSpec spec;
    private final Supplier<Reach> reach;
    private final Function<Reach, ExecutionEnvironment> starter;
    private final Semaphore reserved;
    private final Semaphore capacity = new Semaphore(CAPACITY, true);
    private final Deque<ExecutionEnvironment> idle = new ArrayDeque<>();
    private final Set<ExecutionEnvironment> all = new HashSet<>();
    private boolean retired;

    /**
     * @param reach what the function reaches now
     * @param starter starts an environment with what it reaches
     */
    EnvironmentPool(FunctionSpec spec, Supplier<Reach> reach, Function<Reach, ExecutionEnvironment> starter) {
        this.spec = spec;
        this.reach = reach;
        this.starter = starter;
        reserved = new Semaphore(spec.reserved() < 0 ? Integer.MAX_VALUE : spec.reserved());
    }

    /**
     * Starts an environment ahead of its first event, as SnapStart does.
     *
     * @throws AwsError when the function cannot be initialised
     */
    void prepare() throws InterruptedException {
        var environment = starter.apply(reach.get());
        synchronized (this) {
            all.add(environment);
        }
        try {
            environment.awaitInit();
        } catch (AwsError | InterruptedException e) {
            discard(environment);
            throw e;
        }
        giveBack(environment);
    }

    /**
     * Runs the function on one event.
     *
     * @return nothing when this pool was retired: the function has changed since the caller looked it up
     * @throws AwsError TooManyRequestsException at the reserved concurrency
     */
    Optional<Result> invoke(byte[] payload) throws InterruptedException {
        if (!reserved.tryAcquire()) {
            throw new AwsError(
                    429,
                    "TooManyRequestsException",
                    "Rate Exceeded: the function " + spec.name() + " runs at its reserved concurrency of "
                            + spec.reserved());
        }
        try {
            capacity.acquire();
            try {
                var environment = take();
                if (environment.isEmpty()) {
                    return Optional.empty();
                }
                try {
                    return Optional.of(environment.get().invoke(payload));
                } finally {
                    giveBack(environment.get());
                }
            } finally {
                capacity.release();
            }
        } finally {
            reserved.release();
        }
    }

    private synchronized Optional<ExecutionEnvironment> take() {
        if (retired) {
            return Optional.empty();
        }
        var now = reach.get();
        for (var kept = idle.poll(); kept != null; kept = idle.poll()) {
            // One that was started before a rule, a route or an endpoint changed has its network of then.
            if (kept.fits(now)) {
                return Optional.of(kept);
            }
            discard(kept);
        }
        var started = starter.apply(now);
        all.add(started);
        return Optional.of(started);
    }

    private synchronized void giveBack(ExecutionEnvironment environment) {
        if (environment.fits(reach.get()) && !retired) {
            idle.push(environment);
        } else {
            discard(environment);
        }
    }

    private synchronized void discard(ExecutionEnvironment environment) {
        environment.close();
        all.remove(environment);
    }

    /** Ends idle environments now, and those at work when they have answered. */
    synchronized void retire() {
        retired = true;
        idle.forEach(this::discard);
        idle.clear();
    }

    /** Ends all environments, also those at work. */
    @Override
    public synchronized void close() {
        retired = true;
        all.forEach(ExecutionEnvironment::close);
        all.clear();
        idle.clear();
    }
}
