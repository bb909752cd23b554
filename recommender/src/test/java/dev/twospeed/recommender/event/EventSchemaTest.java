package dev.twospeed.recommender.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether the schemas that producers and consumers get say what the code does. */
class EventSchemaTest {
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Schema EVENT = schema("activity-event.schema.json");
    private static final Schema RECORD = schema("recommendation-record.schema.json");

    private final EventParser parser = new EventParser();

    static Stream<String> goldenEvents() {
        return text(EventSchemaTest.class, "events.jsonl").lines();
    }

    @ParameterizedTest
    @MethodSource("goldenEvents")
    void shouldAcceptWhatTheParserReads_andWhatIsWrittenAgain(String event) throws InvalidEvent {
        assertThat(problems(EVENT, event)).isEmpty();

        ActivityEvent read = parser.parse(event.getBytes(StandardCharsets.UTF_8));

        assertThat(problems(EVENT, new String(new EventEncoder().encode(read), StandardCharsets.UTF_8)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"session_id\":\"s1\"         | \"session\":\"s1\"",
                "\"session_id\":\"s1\"         | \"session_id\":\" \"",
                "\"session_id\":\"s1\"         | \"session_id\":1",
                "\"customer_number\":103       | \"customer_number\":-1",
                "\"customer_number\":103       | \"customer_number\":\"103\"",
                "\"customer_number\":103       | \"customer_number\":9223372036854775808",
                "\"city\":\"Nantes\"           | \"town\":\"Nantes\"",
                "\"country\":\"France\"        | \"country\":33",
                "\"credit_limit\":21000.5      | \"credit_limit\":-0.5",
                "\"schema_version\":\"1.0\"    | \"schema_version\":\"2.0\"",
                "\"schema_version\":\"1.0\"    | \"schema_version\":2",
                "\"product_code\":\"S10_1678\" | \"product_code\":\"\"",
                "\"quantity\":2                | \"quantity\":2147483648",
                "\"quantity\":2                | \"quantity\":-2",
                "\"in_shopping_cart\":true     | \"in_shopping_cart\":\"yes\""
            })
    void shouldRefuseWhatTheParserRefuses(String good, String bad) {
        String event = goldenEvents().findFirst().orElseThrow();
        String faulty = event.replaceFirst(java.util.regex.Pattern.quote(good), bad);

        assertThat(faulty).isNotEqualTo(event);
        assertThatThrownBy(() -> parser.parse(faulty.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidEvent.class);
        assertThat(problems(EVENT, faulty)).isNotEmpty();
    }

    static Stream<RecommendationRecord> records() {
        List<ScoredProduct> products = List.of(new ScoredProduct("S10_1678", 1.25), new ScoredProduct("S\"ü", -0.1));
        return Stream.of(
                new RecommendationRecord(
                        "e1",
                        "s1",
                        103,
                        products,
                        products,
                        "20260101T000000Z-00000000",
                        Strategy.SESSION,
                        new RecordSource("shardId-000000000000", "4959033827149025660855969253836157", 3),
                        true,
                        true,
                        new CustomerEcho("Nantes", "France", 21000.0)),
                new RecommendationRecord(
                        null, "s2", 1, List.of(), List.of(), null, Strategy.NONE, null, false, false, null),
                new RecommendationRecord(
                        null, "s3", 2, products, List.of(), "v", Strategy.PRIOR, null, false, false, null),
                new RecommendationRecord(
                        null, "s4", 3, products, List.of(), "v", Strategy.POPULARITY, null, false, false, null));
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldAcceptEveryRecordThatIsDelivered(RecommendationRecord record) {
        String line = new String(new RecordEncoder().encode(record), StandardCharsets.UTF_8);

        assertThat(problems(RECORD, line)).isEmpty();
        assertThat(problems(RECORD, line.replace("\"strategy\"", "\"how\""))).isNotEmpty();
    }

    private static List<String> problems(Schema schema, String json) {
        return schema.validate(json, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    private static Schema schema(String name) {
        return SCHEMAS.getSchema(text(EventParser.class, name));
    }

    private static String text(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
