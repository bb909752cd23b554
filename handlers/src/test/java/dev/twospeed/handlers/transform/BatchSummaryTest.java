package dev.twospeed.handlers.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twospeed.handlers.answer.Answer;
import dev.twospeed.recommender.serve.Recommendations;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BatchSummaryTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void shouldEmitTheMetricsThatAlarmsLookAt_whenABatchIsAnswered() throws IOException {
        Outgoing[] outgoing = {
            new Outgoing("1", Outgoing.Result.OK, new byte[0]),
            new Outgoing("2", Outgoing.Result.DROPPED, null),
            new Outgoing("3", Outgoing.Result.PROCESSING_FAILED, null)
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        Transformation.summary(
                        outgoing,
                        List.of(new Answer(Recommendations.NONE, null, true)),
                        new Transformation.Stages(1_000_000, 20_900_000, 3_200_000))
                .write(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        "twospeed-dev-us-east-1-transform",
                        1_795_000_000_000L);

        JsonNode line = JSON.readTree(out.toByteArray());
        assertThat(line).isEqualTo(golden());
    }

    /** The line that the test of the streaming-inference stack reads too, to hold its alarms against it. */
    private static JsonNode golden() throws IOException {
        try (InputStream in = BatchSummaryTest.class.getResourceAsStream("batch-answered.json")) {
            return JSON.readTree(Objects.requireNonNull(in));
        }
    }
}
