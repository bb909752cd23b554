package dev.twospeed.local.firehose;

import java.util.List;

/**
 * What became of a batch of source records.
 *
 * @param delivered data of the records to deliver, in order
 * @param failed lines for the error prefix
 */
record Transformed(List<byte[]> delivered, List<byte[]> failed) {}
