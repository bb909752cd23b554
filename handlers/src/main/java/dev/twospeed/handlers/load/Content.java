package dev.twospeed.handlers.load;

/**
 * What a table holds, so that what was sent can be compared with what arrived.
 *
 * @param rows number of rows
 * @param checksum exclusive or of the rows' hashes
 */
record Content(long rows, long checksum) {}
