package dev.twospeed.local.cloud;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/** Puts events into the activity stream, in batches as large as Kinesis takes, until each one is acknowledged. */
public final class EventSender {
    private static final int BATCH_RECORDS = 500;
    private static final int BATCH_BYTES = 5_000_000;
    private static final int RECORD_BYTES = 1 << 20;
    private static final int ATTEMPTS = 8;

    private final KinesisClient kinesis;
    private final String stream;
    private final List<PutRecordsRequestEntry> batch = new ArrayList<>();
    private int batchBytes;
    private long sent;

    /** Sends to the stream of this name. */
    public EventSender(KinesisClient kinesis, String stream) {
        this.kinesis = kinesis;
        this.stream = stream;
    }

    /**
     * Sends an event, now or with a later one.
     *
     * @param partitionKey events with the same key keep their order
     * @throws IllegalArgumentException when it is empty or larger than Kinesis takes
     */
    public void send(String partitionKey, byte[] event) throws InterruptedException {
        if (event.length == 0 || event.length > RECORD_BYTES) {
            throw new IllegalArgumentException("An event of " + event.length
                    + " bytes cannot be sent: Kinesis takes 1 to " + RECORD_BYTES + " bytes");
        }
        var bytes = event.length + partitionKey.length();
        if (batch.size() == BATCH_RECORDS || batchBytes + bytes > BATCH_BYTES) {
            flush();
        }
        batch.add(PutRecordsRequestEntry.builder()
                .partitionKey(partitionKey)
                .data(SdkBytes.fromByteArray(event))
                .build());
        batchBytes += bytes;
    }

    /**
     * Sends what is left.
     *
     * @return how many events were acknowledged by this sender
     * @throws IllegalStateException when the stream refuses some of them again and again
     */
    public long flush() throws InterruptedException {
        var waiting = List.copyOf(batch);
        batch.clear();
        batchBytes = 0;
        for (var attempt = 1; !waiting.isEmpty(); attempt++) {
            var entries = waiting;
            var results = kinesis.putRecords(r -> r.streamName(stream).records(entries))
                    .records();
            var refused = new ArrayList<PutRecordsRequestEntry>();
            var reason = "";
            for (var i = 0; i < entries.size(); i++) {
                PutRecordsResultEntry result = results.get(i);
                if (result.errorCode() != null) {
                    refused.add(entries.get(i));
                    reason = result.errorCode();
                }
            }
            sent += entries.size() - refused.size();
            if (!refused.isEmpty()) {
                if (attempt == ATTEMPTS) {
                    throw new IllegalStateException(refused.size() + " events were refused by the stream " + stream
                            + " after " + ATTEMPTS + " attempts (" + reason + "); " + sent + " were sent");
                }
                Thread.sleep(50L << attempt);
            }
            waiting = List.copyOf(refused);
        }
        return sent;
    }
}
