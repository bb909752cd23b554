package dev.twospeed.handlers.transform;

import dev.twospeed.recommender.event.RecordSource;
import org.jspecify.annotations.Nullable;

/**
 * One record of a Firehose batch.
 *
 * @param recordId Firehose's name for it, to be repeated in the answer
 * @param payload the producer's bytes, null if they were not valid Base64
 * @param source where in the stream it came from, null if it was not read from a stream
 */
@SuppressWarnings("ArrayRecordComponent")
record Incoming(
        String recordId,
        byte @Nullable [] payload,
        @Nullable RecordSource source) {}
