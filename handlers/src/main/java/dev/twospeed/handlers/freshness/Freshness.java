package dev.twospeed.handlers.freshness;

import dev.twospeed.handlers.environment.LogLine;
import dev.twospeed.handlers.storage.ModelStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Measures ages. What is not there yet has none, so that a new environment alarms nobody before its first run. */
record Freshness(Snapshots snapshots, ModelStore models, Clock clock) {
    static final String SNAPSHOT_AGE = "snapshotAgeHours";
    static final String MODEL_AGE = "modelAgeHours";

    private static final double SECONDS_PER_HOUR = 3600;

    /**
     * The line that carries the ages as metrics, in hours.
     *
     * @throws IOException if catalogue or models cannot be read
     */
    LogLine measure() throws IOException {
        LogLine line = LogLine.info("freshness");
        Optional<Instant> snapshot = snapshots.newestRegistered();
        if (snapshot.isPresent()) {
            line.measure(SNAPSHOT_AGE, hoursSince(snapshot.get()));
        }
        Optional<String> version = models.newestVersion();
        if (version.isPresent()) {
            line.with("model", version.get());
            line.measure(MODEL_AGE, hoursSince(models.publishedAt(version.get())));
        }
        return line;
    }

    // Clocks of two services differ by a little: nothing is younger than just made.
    private double hoursSince(Instant time) {
        return Math.max(0, Duration.between(time, clock.instant()).toSeconds() / SECONDS_PER_HOUR);
    }
}
