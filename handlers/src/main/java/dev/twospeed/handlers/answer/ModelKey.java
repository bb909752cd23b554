package dev.twospeed.handlers.answer;

/**
 * A model in the database.
 *
 * @param modelId its partition
 * @param version its name
 * @param rank length of an embedding
 * @param indexed whether its items are searched through an index instead of exactly
 */
public record ModelKey(int modelId, String version, int rank, boolean indexed) {}
