package dev.twospeed.handlers.freshness;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** The snapshots of training data that the catalogue knows. */
interface Snapshots {
    /**
     * When the newest one was registered; none before the first.
     *
     * @throws IOException if the catalogue cannot be read
     */
    Optional<Instant> newestRegistered() throws IOException;
}
