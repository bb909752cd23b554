package dev.twospeed.handlers.storage;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Where training publishes models: a folder a version. */
public interface ModelStore extends ModelFiles {
    /**
     * The newest version whose manifest, its last file, was written.
     *
     * @throws IOException if the store cannot be read
     */
    Optional<String> newestVersion() throws IOException;

    /**
     * When a version's manifest was written.
     *
     * @throws IOException if the store cannot be read, or has no such manifest
     */
    Instant publishedAt(String version) throws IOException;

    /**
     * Writes {@code active.json}, which tells training which model is in use.
     *
     * @throws IOException if it cannot be written
     */
    void publishActive(String version) throws IOException;

    /** Where a version lies, for messages. */
    String location(String version);
}
