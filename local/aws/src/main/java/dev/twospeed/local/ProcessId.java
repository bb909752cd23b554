package dev.twospeed.local;

import java.time.Instant;
import java.util.Optional;

/**
 * A process, told apart from a later one that was given the same number.
 *
 * @param number the operating system's
 * @param started milliseconds since 1970, 0 where the operating system does not say
 */
record ProcessId(long number, long started) {
    static ProcessId self() {
        return of(ProcessHandle.current());
    }

    /** Whether this very process still runs. */
    boolean isAlive() {
        return ProcessHandle.of(number)
                .filter(ProcessHandle::isAlive)
                .map(ProcessId::of)
                .filter(this::equals)
                .isPresent();
    }

    private static ProcessId of(ProcessHandle process) {
        Optional<Instant> start = process.info().startInstant();
        return new ProcessId(process.pid(), start.map(Instant::toEpochMilli).orElse(0L));
    }

    @Override
    public String toString() {
        return number + " " + started;
    }
}
