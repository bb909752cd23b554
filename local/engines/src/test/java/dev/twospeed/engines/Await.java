package dev.twospeed.engines;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition in a test. */
final class Await {
    private Await() {}

    /** Returns when the condition holds; exceptions count as "not yet". */
    static void until(Duration limit, Callable<Boolean> condition) {
        var deadline = System.nanoTime() + limit.toNanos();
        for (; ; ) {
            try {
                if (condition.call()) {
                    return;
                }
            } catch (Exception e) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("Not within " + limit, e);
                }
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Not within " + limit);
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }
}
