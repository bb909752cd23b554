package dev.twospeed.local.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.resource.AwsError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Function;
import java.util.function.ObjLongConsumer;

/** {@code GetShardIterator} and {@code GetRecords}. */
final class ReadOperations {
    private static final int MAX_RECORDS = 10_000;
    private static final int MAX_BYTES = 10 << 20;
    private static final long ITERATOR_LIFETIME_MILLIS = 300_000;

    private ReadOperations() {}

    static ObjectNode getShardIterator(KinesisStream stream, ObjectNode request) {
        var shard = stream.shardOf(request.path("ShardId").asText());
        if (shard < 0) {
            throw new AwsError(
                    400,
                    "ResourceNotFoundException",
                    "Shard " + request.path("ShardId").asText() + " in stream " + stream.name() + " under account "
                            + "does not exist; it has " + stream.shardCount() + " shards");
        }
        var type = request.path("ShardIteratorType").asText();
        var index = switch (type) {
            case "TRIM_HORIZON" -> stream.shard(shard).firstIndex();
            case "LATEST" -> stream.latest(shard);
            case "AT_SEQUENCE_NUMBER" -> at(stream, shard, request);
            case "AFTER_SEQUENCE_NUMBER" -> at(stream, shard, request) + 1;
            case "AT_TIMESTAMP" -> atTime(stream, shard, request.path("Timestamp"));
            default ->
                throw new AwsError(
                        400, "ValidationException", "Value '" + type + "' at 'shardIteratorType' is none of AWS's");
        };
        return JsonNodeFactory.instance.objectNode().put("ShardIterator", iterator(stream, shard, index));
    }

    private static long at(KinesisStream stream, int shard, ObjectNode request) {
        var number = request.path("StartingSequenceNumber").asText("");
        var index = stream.index(shard, number);
        if (index < 0) {
            throw new AwsError(
                    400,
                    "InvalidArgumentException",
                    "StartingSequenceNumber '" + number + "' is none of shard " + KinesisStream.shardId(shard)
                            + " of stream " + stream.name());
        }
        return index;
    }

    private static long atTime(KinesisStream stream, int shard, JsonNode timestamp) {
        // JSON carries seconds with a fraction, CBOR integer milliseconds.
        var millis = timestamp.isIntegralNumber() && timestamp.asLong() > 100_000_000_000L
                ? timestamp.asLong()
                : Math.round(timestamp.asDouble() * 1000);
        try {
            return stream.shard(shard).indexAt(millis);
        } catch (IOException e) {
            throw new UncheckedIOException("Stream " + stream.name() + " could not be read", e);
        }
    }

    /**
     * Reads on from an iterator.
     *
     * @param age told how many milliseconds old the last record was
     */
    static ObjectNode getRecords(
            Function<String, KinesisStream> streams, ObjectNode request, ObjLongConsumer<KinesisStream> age) {
        var place = Place.parse(request.path("ShardIterator").asText(""));
        var stream = streams.apply(place.stream());
        if (stream.createdMillis() != place.created() || place.shard() >= stream.shardCount()) {
            throw new AwsError(400, "InvalidArgumentException", "Invalid ShardIterator: the stream was made anew");
        }
        var limit = request.path("Limit").asInt(MAX_RECORDS);
        if (limit < 1 || limit > MAX_RECORDS) {
            throw new AwsError(
                    400,
                    "ValidationException",
                    "Value '" + limit + "' at 'limit' must be between 1 and " + MAX_RECORDS);
        }
        var answer = JsonNodeFactory.instance.objectNode();
        var records = answer.putArray("Records");
        var next = Math.max(place.index(), stream.shard(place.shard()).firstIndex());
        long behind = 0;
        try {
            for (var record : stream.read(place.shard(), next, limit, MAX_BYTES)) {
                var node = records.addObject();
                node.put("SequenceNumber", stream.sequenceNumber(place.shard(), record.index()));
                node.putPOJO("ApproximateArrivalTimestamp", record.arrival());
                node.put("Data", record.data());
                node.put("PartitionKey", record.partitionKey());
                node.put("EncryptionType", stream.encryptionType());
                next = record.index() + 1;
                behind = System.currentTimeMillis() - record.arrival().toEpochMilli();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Stream " + stream.name() + " could not be read", e);
        }
        age.accept(stream, Math.max(behind, 0));
        answer.put("NextShardIterator", iterator(stream, place.shard(), next));
        return answer.put("MillisBehindLatest", next >= stream.latest(place.shard()) ? 0 : Math.max(behind, 0));
    }

    private static String iterator(KinesisStream stream, int shard, long index) {
        return new Place(stream.name(), stream.createdMillis(), shard, index, System.currentTimeMillis()).format();
    }

    /** What an iterator holds; to its user it is opaque. */
    private record Place(String stream, long created, int shard, long index, long issued) {
        String format() {
            var text = stream + " " + created + " " + shard + " " + index + " " + issued;
            return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }

        static Place parse(String iterator) {
            try {
                var parts = new String(Base64.getDecoder().decode(iterator), StandardCharsets.UTF_8).split(" ");
                var place = new Place(
                        parts[0],
                        Long.parseLong(parts[1]),
                        Integer.parseInt(parts[2]),
                        Long.parseLong(parts[3]),
                        Long.parseLong(parts[4]));
                if (System.currentTimeMillis() - place.issued() > ITERATOR_LIFETIME_MILLIS) {
                    throw new AwsError(
                            400, "ExpiredIteratorException", "Iterator expired: it is older than 300 seconds");
                }
                return place;
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                throw new AwsError(400, "InvalidArgumentException", "Invalid ShardIterator.");
            }
        }
    }
}
