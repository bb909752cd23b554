package dev.twospeed.local.lambda;

import dev.twospeed.local.lambda.FunctionInvoker.Result;
import dev.twospeed.local.resource.AwsError;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** The environments of one version of a function: kept while idle, started on demand up to a limit. */
final class EnvironmentPool implements AutoCloseable {
    // What one machine can carry; AWS would start up to 1000.
    private static final int UNRESERVED = 2;

    private final FunctionSpec spec;
    private final Supplier<ExecutionEnvironment> starter;
    private final Semaphore places;
    private final Deque<ExecutionEnvironment> idle = new ArrayDeque<>();
    private final Set<ExecutionEnvironment> all = new HashSet<>();
    private boolean closed;

    EnvironmentPool(FunctionSpec spec, Supplier<ExecutionEnvironment> starter) {
        this.spec = spec;
        this.starter = starter;
        places = new Semaphore(spec.reserved() < 0 ? UNRESERVED : Math.min(spec.reserved(), UNRESERVED), true);
    }

    Result invoke(byte[] payload) throws InterruptedException {
        if (spec.reserved() == 0 || (spec.reserved() > 0 && !places.tryAcquire())) {
            throw new AwsError(
                    429,
                    "TooManyRequestsException",
                    "Rate Exceeded: the function " + spec.name() + " runs at its reserved concurrency of "
                            + spec.reserved());
        }
        if (spec.reserved() < 0) {
            places.acquire();
        }
        try {
            var environment = take();
            try {
                return environment.invoke(payload);
            } finally {
                giveBack(environment);
            }
        } finally {
            places.release();
        }
    }

    private synchronized ExecutionEnvironment take() {
        if (closed) {
            throw new AwsError(
                    404, "ResourceNotFoundException", "The function " + spec.name() + " was deleted or changed");
        }
        var kept = idle.poll();
        while (kept != null && !kept.alive()) {
            kept.close();
            all.remove(kept);
            kept = idle.poll();
        }
        if (kept != null) {
            return kept;
        }
        var started = starter.get();
        all.add(started);
        return started;
    }

    private synchronized void giveBack(ExecutionEnvironment environment) {
        if (environment.alive() && !closed) {
            idle.push(environment);
        } else {
            environment.close();
            all.remove(environment);
        }
    }

    /** Ends all environments, also those at work. */
    @Override
    public synchronized void close() {
        closed = true;
        all.forEach(ExecutionEnvironment::close);
        all.clear();
        idle.clear();
    }
}
