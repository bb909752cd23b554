package dev.twospeed.recommender.model;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a model artifact holds.
 *
 * @param schemaVersion version of the artifact's format
 * @param version name of the model; later ones sort behind earlier ones
 * @param rank length of an embedding
 * @param items number of items
 * @param users number of users
 * @param neighbours number of entries in the neighbour table
 * @param snapshot the snapshot of the data it was trained on
 * @param files size and checksum of each file but the manifest
 * @param metrics what was measured on held-out data, by name
 * @param hyperparameters what it was trained with, by name
 */
public record Manifest(
        int schemaVersion,
        String version,
        int rank,
        int items,
        int users,
        int neighbours,
        String snapshot,
        SortedMap<String, FileEntry> files,
        SortedMap<String, Double> metrics,
        SortedMap<String, Double> hyperparameters) {

    /** The format that is written here and the only one that is read. */
    public static final int SCHEMA_VERSION = 1;

    /** The longest embedding that is accepted. */
    public static final int MAX_RANK = 128;

    /**
     * Size and checksum of a file.
     *
     * @param bytes its length
     * @param sha256 its SHA-256, 64 lower-case hexadecimal digits
     */
    public record FileEntry(long bytes, String sha256) {}

    public Manifest {
        files = sorted(files);
        metrics = sorted(metrics);
        hyperparameters = sorted(hyperparameters);
    }

    private static <V> SortedMap<String, V> sorted(Map<String, V> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }
}
