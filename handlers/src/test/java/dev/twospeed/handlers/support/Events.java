package dev.twospeed.handlers.support;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/** Activity events, and Firehose batches of them. */
public final class Events {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Events() {}

    /** An event of a session that looked at these products. */
    public static ObjectNode event(String session, int... items) {
        ObjectNode event = JSON.createObjectNode()
                .put("event_id", "event-" + session)
                .put("session_id", session)
                .put("customer_number", 103)
                .put("city", "Nantes")
                .put("country", "France")
                .put("credit_limit", 21000.0);
        ArrayNode history = event.putArray("browse_history");
        for (int item : items) {
            history.addObject()
                    .put("product_code", TestModel.code(item))
                    .put("quantity", 1)
                    .put("in_shopping_cart", false);
        }
        return event;
    }

    /** Events of {@code count} sessions of 0 to 6 products of a catalogue; the same seed gives the same. */
    public static List<String> random(int count, int catalogue, long seed) {
        Random random = new Random(seed);
        return java.util.stream.IntStream.range(0, count)
                .mapToObj(i -> event(
                                "session-" + i,
                                random.ints(random.nextInt(7), 0, catalogue).toArray())
                        .toString())
                .toList();
    }

    /** A batch as Firehose sends it to a transformation function of a Kinesis stream. */
    public static byte[] batch(List<String> payloads) {
        ObjectNode batch = JSON.createObjectNode()
                .put("invocationId", "invocation")
                .put("deliveryStreamArn", "arn:aws:firehose:us-east-1:000000000000:deliverystream/test")
                .put("sourceKinesisStreamArn", "arn:aws:kinesis:us-east-1:000000000000:stream/test")
                .put("region", "us-east-1");
        ArrayNode records = batch.putArray("records");
        for (int i = 0; i < payloads.size(); i++) {
            ObjectNode record = records.addObject()
                    .put("recordId", "record-" + i)
                    .put("approximateArrivalTimestamp", 1_795_000_000_000L)
                    .put(
                            "data",
                            Base64.getEncoder().encodeToString(payloads.get(i).getBytes(StandardCharsets.UTF_8)));
            record.putObject("kinesisRecordMetadata")
                    .put("sequenceNumber", String.valueOf(4_000 + i))
                    .put("subsequenceNumber", 0)
                    .put("partitionKey", "key")
                    .put("shardId", "shardId-000000000000")
                    .put("approximateArrivalTimestamp", 1_795_000_000_000L);
        }
        return batch.toString().getBytes(StandardCharsets.UTF_8);
    }
}
