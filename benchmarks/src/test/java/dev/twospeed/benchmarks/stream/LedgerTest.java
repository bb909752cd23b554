package dev.twospeed.benchmarks.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final String ANSWER = """
            {"event_id": "%s", "recommended_items": [{"product_code": "S1", "score": 1}], "strategy": "session"%s}
            """;

    private final Ledger ledger = new Ledger();

    @BeforeEach
    void putThree() {
        assertThat(ledger.next()).isEqualTo("event-0");
        assertThat(ledger.next()).isEqualTo("event-1");
        assertThat(ledger.next()).isEqualTo("event-2");
    }

    @Test
    void shouldMissWhatIsNotAnswered_whenObjectsComeInAnyOrder() throws IOException {
        assertThat(ledger.missing()).isEqualTo(3);

        ledger.take(answer("event-2") + answer("event-0"));

        assertThat(ledger.missing()).isEqualTo(1);
        ledger.take(answer("event-1"));
        assertThat(ledger.missing()).isZero();
    }

    @Test
    void shouldRefuseASecondAnswer_whetherInTheSameObjectOrALaterOne() throws IOException {
        assertThatIOException()
                .isThrownBy(() -> ledger.take(answer("event-1") + answer("event-1")))
                .withMessage("event event-1 is answered twice");

        ledger.take(answer("event-0"));
        assertThatIOException().isThrownBy(() -> ledger.take(answer("event-0")));
    }

    @Test
    void shouldRefuseAnAnswer_whenNobodyAsked() {
        assertThatIOException()
                .isThrownBy(() -> ledger.take(answer("event-3")))
                .withMessage("a record answers 'event-3', which was never put");
        assertThatIOException().isThrownBy(() -> ledger.take("{}"));
    }

    @Test
    void shouldRefuseAnAnswer_whenItIsNotFromTheModel() {
        assertThatIOException()
                .isThrownBy(() -> ledger.take(ANSWER.formatted("event-0", ", \"degraded\": true")))
                .withMessageContaining("event-0 is not answered from the model");
        assertThatIOException().isThrownBy(() -> ledger.take(answer("event-0").replace("session", "popularity")));
        assertThatIOException()
                .isThrownBy(() ->
                        ledger.take(answer("event-0").replace("[{\"product_code\": \"S1\", \"score\": 1}]", "[]")));
    }

    private static String answer(String event) {
        return ANSWER.formatted(event, "");
    }
}
