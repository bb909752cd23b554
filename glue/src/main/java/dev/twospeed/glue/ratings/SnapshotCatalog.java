package dev.twospeed.glue.ratings;

/** Where readers look up which snapshots there are. */
public interface SnapshotCatalog {
    /**
     * Makes sure that a snapshot can be registered, before work is put into one.
     *
     * @throws IllegalStateException when the table is absent or not partitioned by snapshot
     */
    void check();

    /** Makes a snapshot visible to readers, at once and whole. */
    void register(Snapshot snapshot);
}
