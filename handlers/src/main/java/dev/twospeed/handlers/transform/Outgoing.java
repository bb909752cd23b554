package dev.twospeed.handlers.transform;

import org.jspecify.annotations.Nullable;

/**
 * The answer to one record of a Firehose batch.
 *
 * @param recordId as it came
 * @param result what Firehose does with it
 * @param payload what is delivered, null unless the result is OK
 */
@SuppressWarnings("ArrayRecordComponent")
record Outgoing(String recordId, Result result, byte @Nullable [] payload) {
    /** What Firehose does with a record; all three are final. */
    enum Result {
        /** Delivered. */
        OK("Ok"),
        /** Left out on purpose: there was nothing in it to answer. */
        DROPPED("Dropped"),
        /** Written to the error prefix: it can never be answered. */
        PROCESSING_FAILED("ProcessingFailed");

        private final String label;

        Result(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    static Outgoing ok(Incoming record, byte[] payload) {
        return new Outgoing(record.recordId(), Result.OK, payload);
    }

    static Outgoing dropped(Incoming record) {
        return new Outgoing(record.recordId(), Result.DROPPED, null);
    }

    static Outgoing failed(Incoming record) {
        return new Outgoing(record.recordId(), Result.PROCESSING_FAILED, null);
    }
}
