package dev.twospeed.handlers.load;

import java.time.Instant;

/**
 * A model in the database.
 *
 * @param version its name; later ones sort behind earlier ones
 * @param manifest SHA-256 of its manifest
 * @param rank length of an embedding
 * @param items number of items
 * @param users number of users
 * @param indexed whether items are searched through an index instead of exactly
 * @param loadedAt when it was loaded
 */
public record LoadedModel(
        String version, String manifest, int rank, int items, int users, boolean indexed, Instant loadedAt) {}
