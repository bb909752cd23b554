package dev.twospeed.recommender.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventParserTest {
    private static final String FULL = """
            {"schema_version": "1.0", "event_id": "e1", "event_time": "2026-01-31T12:00:00+01:00",
             "session_id": "s1", "customer_number": 103, "city": "Nantes", "country": "France", "credit_limit": 21000.5,
             "browse_history": [{"product_code": "S10_1678", "quantity": 2, "in_shopping_cart": true}]}
            """;

    private final EventParser parser = new EventParser();

    @Test
    void shouldReadAllFields() throws InvalidEvent {
        ActivityEvent event = parse(FULL);

        assertThat(event)
                .isEqualTo(new ActivityEvent(
                        "1.0",
                        "e1",
                        Instant.parse("2026-01-31T11:00:00Z"),
                        "s1",
                        103,
                        "Nantes",
                        "France",
                        21000.5,
                        List.of(new HistoryItem("S10_1678", 2, true))));
    }

    @Test
    void shouldReadTheEventsOfProducersThatSendNoEnvelope() throws InvalidEvent {
        ActivityEvent event = parse("""
                {"session_id": "s1", "customer_number": 103, "city": null, "country": null, "credit_limit": null,
                 "browse_history": [], "utm": {"source": ["mail", {"deep": 1}]}}
                """);

        assertThat(event).isEqualTo(new ActivityEvent(null, null, null, "s1", 103, null, null, null, List.of()));
    }

    @Test
    void shouldReadWhatTheEncoderWrites() throws InvalidEvent {
        ActivityEvent event = parse(FULL);

        assertThat(parser.parse(new EventEncoder().encode(event))).isEqualTo(event);
    }

    @Test
    void shouldReadAPartOfAnArray() throws InvalidEvent {
        byte[] padded = ("xx" + FULL + "yy").getBytes(StandardCharsets.UTF_8);

        assertThat(parser.parse(padded, 2, padded.length - 4).sessionId()).isEqualTo("s1");
    }

    @ParameterizedTest
    @CsvSource({
        "session_id",
        "customer_number",
        "city",
        "country",
        "credit_limit",
        "browse_history",
        "product_code",
        "quantity",
        "in_shopping_cart"
    })
    void shouldNameTheField_whenARequiredOneIsMissing(String field) {
        String without = FULL.replace('"' + field + '"', "\"other\"");

        assertThatThrownBy(() -> parse(without))
                .isInstanceOf(InvalidEvent.class)
                .hasMessageContaining(field)
                .hasMessageContaining("is missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"s1\"               | \"  \"                 | session_id",
                "\"s1\"               | 17                     | session_id",
                "103                  | \"103\"                | customer_number",
                "103                  | -1                     | customer_number",
                "103                  | 1.5                    | customer_number",
                "103                  | 92233720368547758070   | customer_number",
                "21000.5              | -0.01                  | credit_limit",
                "21000.5              | 1e999                  | credit_limit",
                "21000.5              | \"21000\"              | credit_limit",
                "\"France\"           | [1]                    | country",
                "\"1.0\"              | \"2.0\"                | schema_version",
                "\"1.0\"              | \"one\"                | schema_version",
                "\"2026-01-31T12:00:00+01:00\" | \"yesterday\" | event_time",
                "2, \"in              | 3000000000, \"in       | browse_history[0].quantity",
                "2, \"in              | -2, \"in               | browse_history[0].quantity",
                "true                 | \"yes\"                | browse_history[0].in_shopping_cart",
                "\"S10_1678\"         | null                   | browse_history[0].product_code",
            })
    void shouldNameTheField_whenAValueIsOfTheWrongKind(String good, String bad, String field) {
        InvalidEvent invalid = catchThrowableOfType(InvalidEvent.class, () -> parse(FULL.replace(good, bad)));

        assertThat(invalid.field()).isEqualTo(field);
        assertThat(invalid.problem()).startsWith("must ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "null", "[]", "17", "\"text\"", "{", "{\"session_id\"", "{]", "{} {}", "{\"a\": tru}"})
    void shouldRefuseWhatIsNoObject(String json) {
        assertThatThrownBy(() -> parse(json)).isInstanceOf(InvalidEvent.class);
    }

    @Test
    void shouldRefuseMoreThanOneObject() {
        assertThatThrownBy(() -> parse(FULL + FULL)).hasMessageContaining("more follows");
    }

    @Test
    void shouldRefuseBytesThatAreNoText() {
        byte[] bytes = FULL.getBytes(StandardCharsets.UTF_8);
        bytes[FULL.indexOf("Nantes")] = (byte) 0xFF;

        assertThatThrownBy(() -> parser.parse(bytes))
                .isInstanceOf(InvalidEvent.class)
                .hasMessageContaining("JSON");
    }

    @Test
    void shouldRefuseNestingThatIsMeantToHurt() {
        String deep = FULL.replace("\"e1\"", "[".repeat(5_000) + "]".repeat(5_000));

        assertThatThrownBy(() -> parse(deep)).isInstanceOf(InvalidEvent.class);
    }

    @Test
    void shouldNotRepeatPersonalData_whenItRefuses() {
        String secret = FULL.replace("103", "\"Jean Dupont\"");

        assertThatThrownBy(() -> parse(secret))
                .hasMessageContaining("customer_number")
                .hasMessageNotContaining("Dupont");
    }

    private ActivityEvent parse(String json) throws InvalidEvent {
        return parser.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
