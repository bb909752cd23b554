package dev.twospeed.local.glue;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another process does. */
final class Waiting {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Waiting() {}

    static void until(BooleanSupplier condition) {
        var end = Instant.now().plus(LIMIT);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("It did not come true within " + LIMIT);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
