package dev.twospeed.glue.training;

/**
 * A session to measure on: what is known of a customer, and what is to be found.
 *
 * @param customer index in the data
 * @param given known products, ascending
 * @param truth products to be found, ascending; none of them given
 */
@SuppressWarnings("ArrayRecordComponent")
record HeldOut(int customer, int[] given, int[] truth) {}
