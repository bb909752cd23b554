package dev.twospeed.handlers.transform;

import static dev.twospeed.handlers.support.Fixture.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.KinesisAnalyticsInputPreprocessingResponse;
import com.amazonaws.services.lambda.runtime.events.KinesisAnalyticsInputPreprocessingResponse.Record;
import com.amazonaws.services.lambda.runtime.events.KinesisAnalyticsInputPreprocessingResponse.Result;
import com.amazonaws.services.lambda.runtime.events.KinesisFirehoseEvent;
import dev.twospeed.handlers.support.AwsEvents;
import dev.twospeed.handlers.support.Events;
import dev.twospeed.handlers.support.Fixture;
import dev.twospeed.handlers.support.TestModel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The transformation as AWS's own types for Firehose see it. */
class FirehoseEventTest {
    /** Of the sample event in Lambda's documentation. */
    private static final String RECORD_ID = "49546986683135544286507457936321625675700192471156785154";

    @TempDir
    Path folder;

    private TransformHandler handler;

    @BeforeEach
    void load() throws Exception {
        var fixture = Fixture.in(folder);
        TestModel.small(1).publish(fixture.store(), FIRST);
        fixture.loader().load(FIRST);
        handler = new TransformHandler(fixture.serving());
    }

    @Test
    void shouldAnswerEachRecord_whenTheEventIsOfAwsOwnType() throws Exception {
        String good = Events.event("s", 1, 2, 3).toString();

        var answer = transform(record(RECORD_ID, good), record("other", "Hello, this is a test 123."));

        assertThat(answer.getRecords()).extracting(Record::getRecordId).containsExactly(RECORD_ID, "other");
        assertThat(answer.getRecords())
                .extracting(Record::getResult)
                .containsExactly(Result.Ok, Result.ProcessingFailed);
        assertThat(StandardCharsets.UTF_8
                        .decode(answer.getRecords().get(0).getData())
                        .toString())
                .contains("\"session_id\":\"s\"")
                .contains("\"recommended_items\":[{")
                .endsWith("\n");
    }

    @Test
    void shouldAnswerNothing_whenTheBatchIsEmpty() throws Exception {
        assertThat(transform().getRecords()).isEmpty();
    }

    private KinesisAnalyticsInputPreprocessingResponse transform(KinesisFirehoseEvent.Record... records)
            throws Exception {
        var event = new KinesisFirehoseEvent();
        event.setInvocationId("invocationIdExample");
        event.setDeliveryStreamArn("arn:aws:kinesis:EXAMPLE");
        event.setRegion("us-east-1");
        event.setRecords(List.of(records));
        // Lambda has no other Java type for what a transformation answers; Kinesis Analytics takes the same.
        return AwsEvents.call(
                handler, KinesisFirehoseEvent.class, event, KinesisAnalyticsInputPreprocessingResponse.class);
    }

    private static KinesisFirehoseEvent.Record record(String id, String data) {
        var record = new KinesisFirehoseEvent.Record();
        record.setRecordId(id);
        record.setApproximateArrivalEpoch(1_510_772_160_000L);
        record.setApproximateArrivalTimestamp(1_510_772_160_000L);
        record.setKinesisRecordMetadata(Map.of(
                "shardId", "shardId-000000000000",
                "partitionKey", "4d1ad2b9-24f8-4b9d-a088-76e9947c317a",
                "approximateArrivalTimestamp", "2012-04-23T18:25:43.511Z",
                "sequenceNumber", "49546986683135544286507457936321625675700192471156785154",
                "subsequenceNumber", ""));
        record.setData(ByteBuffer.wrap(data.getBytes(StandardCharsets.UTF_8)));
        return record;
    }
}
