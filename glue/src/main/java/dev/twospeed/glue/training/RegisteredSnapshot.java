package dev.twospeed.glue.training;

/**
 * One registered snapshot of the interactions.
 *
 * @param name its value of the partition column; later ones sort behind earlier ones
 * @param location where its Parquet files are
 */
public record RegisteredSnapshot(String name, String location) {}
