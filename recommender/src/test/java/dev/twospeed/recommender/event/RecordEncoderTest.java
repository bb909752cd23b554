package dev.twospeed.recommender.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordEncoderTest {
    private static final RecommendationRecord FULL = new RecommendationRecord(
            "e1",
            "s\n1",
            103,
            List.of(new ScoredProduct("S10_1678", 1.25), new ScoredProduct("S\"ü", -0.1)),
            List.of(new ScoredProduct("S18_1", 0.5)),
            "20260101T000000Z-00000000",
            Strategy.SESSION,
            new RecordSource("shardId-000000000000", "49590338271490256608559692538361571095921575989136588898", 3),
            true,
            true,
            new CustomerEcho("Nantes", "France", 21000.0));

    private final RecordEncoder encoder = new RecordEncoder();

    @Test
    void shouldWriteOneLineOfJson() {
        String line = new String(encoder.encode(FULL), StandardCharsets.UTF_8);

        assertThat(line)
                .isEqualTo("{\"event_id\":\"e1\",\"session_id\":\"s\\n1\",\"customer_number\":103,\"city\":\"Nantes\","
                        + "\"country\":\"France\",\"credit_limit\":21000.0,"
                        + "\"recommended_items\":[{\"product_code\":\"S10_1678\",\"score\":1.25},"
                        + "{\"product_code\":\"S\\\"ü\",\"score\":-0.1}],"
                        + "\"similar_items\":[{\"product_code\":\"S18_1\",\"score\":0.5}],"
                        + "\"model_version\":\"20260101T000000Z-00000000\",\"strategy\":\"session\","
                        + "\"source\":{\"shard\":\"shardId-000000000000\",\"sequence\":"
                        + "\"49590338271490256608559692538361571095921575989136588898\",\"subsequence\":3},"
                        + "\"degraded\":true,\"truncated\":true}\n");
    }

    @Test
    void shouldLeaveOutWhatIsNotKnown() {
        var bare = new RecommendationRecord(
                null, "s", 1, List.of(), List.of(), null, Strategy.NONE, null, false, false, null);

        assertThat(new String(encoder.encode(bare), StandardCharsets.UTF_8))
                .isEqualTo("{\"session_id\":\"s\",\"customer_number\":1,\"recommended_items\":[],\"similar_items\":[],"
                        + "\"strategy\":\"none\"}\n");
    }

    @Test
    void shouldNameEveryFieldInTheSchema() throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<String> written = new ArrayList<>();
        json.readTree(encoder.encode(FULL)).fieldNames().forEachRemaining(written::add);
        try (InputStream in = RecordEncoder.class.getResourceAsStream("recommendation-record.schema.json")) {
            JsonNode schema = json.readTree(in);
            List<String> described = new ArrayList<>();
            schema.get("properties").fieldNames().forEachRemaining(described::add);

            assertThat(written).containsExactlyElementsOf(described);
        }
    }

    @Test
    void shouldShortenBothLists_whenTruncated() {
        RecommendationRecord shorter = FULL.truncatedTo(1);

        assertThat(shorter.recommendedItems()).containsExactly(new ScoredProduct("S10_1678", 1.25));
        assertThat(shorter.similarItems()).hasSize(1);
        assertThat(shorter.truncated()).isTrue();
    }

    @Test
    void shouldRefuseScoresThatJsonCannotHold() {
        assertThatThrownBy(() -> new ScoredProduct("S10_1678", Double.NaN)).hasMessageContaining("S10_1678");
    }
}
