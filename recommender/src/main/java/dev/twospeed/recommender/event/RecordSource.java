package dev.twospeed.recommender.event;

/**
 * Where in the stream a record came from: together unique, so that records delivered twice can be told.
 *
 * @param shard the Kinesis shard
 * @param sequence the sequence number within the shard
 * @param subsequence the place within an aggregated Kinesis record, 0 if it was not aggregated
 */
public record RecordSource(String shard, String sequence, long subsequence) {}
