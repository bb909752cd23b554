package dev.twospeed.glue.ratings;

/**
 * A snapshot of the training data that has been written and found good.
 *
 * @param name the value of the partition key, a UTC time that sorts, such as {@code 20261124T023000Z}
 * @param location its folder, {@code s3://…/}
 * @param rows how many rows it holds
 * @param highestOrder the last order it knows of
 */
public record Snapshot(String name, String location, long rows, long highestOrder) {}
