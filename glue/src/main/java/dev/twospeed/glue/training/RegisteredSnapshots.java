package dev.twospeed.glue.training;

import java.util.Optional;

/** Knows which snapshots are complete. */
@FunctionalInterface
public interface RegisteredSnapshots {
    /** The newest complete snapshot, empty if there is none yet. */
    Optional<RegisteredSnapshot> newest();
}
