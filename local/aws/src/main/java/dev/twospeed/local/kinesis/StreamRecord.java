package dev.twospeed.local.kinesis;

import java.time.Instant;

/**
 * A record as its shard keeps it.
 *
 * @param index its place in the shard, counted from 0; the sequence number says the same in AWS's form
 * @param arrival when the stream took it, to the millisecond
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere, and never changed after it was read
public record StreamRecord(long index, Instant arrival, String partitionKey, byte[] data) {}
