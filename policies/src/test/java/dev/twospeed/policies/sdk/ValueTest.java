package dev.twospeed.policies.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValueTest {
    private final Value value = Value.of(Map.of(
            "list", Value.of(List.of(Value.of("x"))),
            "text", Value.of("[1"),
            "number", Value.of(7.0),
            "nothing", Value.ABSENT,
            "empty", Value.of("")));

    @Test
    void shouldStayUnknown_whenPartOfUnknownIsAsked() {
        assertThat(Value.UNKNOWN.at("a.b").json().isUnknown()).isTrue();
        assertThat(Value.UNKNOWN.get("a").isTrue()).isEqualTo(Truth.UNKNOWN);
        assertThat(Value.UNKNOWN.any(item -> Truth.FALSE)).isEqualTo(Truth.UNKNOWN);
        assertThat(Value.UNKNOWN.hasItems(1)).isEqualTo(Truth.UNKNOWN);
        assertThat(Value.UNKNOWN.anyField(field -> Truth.FALSE)).isEqualTo(Truth.UNKNOWN);
    }

    @Test
    void shouldBeFalse_whenNothingIsThere() {
        for (var absent : List.of(value.get("nothing"), value.get("other"), value.at("other.still"))) {
            assertThat(absent.isPresent()).isEqualTo(Truth.FALSE);
            assertThat(absent.isTrue()).isEqualTo(Truth.FALSE);
            assertThat(absent.isFalse()).isEqualTo(Truth.FALSE);
            assertThat(absent.matchesNumber(number -> true)).isEqualTo(Truth.FALSE);
            assertThat(absent.any(item -> Truth.TRUE)).isEqualTo(Truth.FALSE);
        }
        assertThat(value.get("empty").isPresent()).isEqualTo(Truth.FALSE);
    }

    @Test
    void shouldNotBeKnown_whenShapeIsAnother() {
        assertThat(value.get("list").get("field").isUnknown()).isTrue();
        assertThat(value.get("list").isTrue()).isEqualTo(Truth.UNKNOWN);
        assertThat(value.get("list").matches(text -> true)).isEqualTo(Truth.UNKNOWN);
        assertThat(value.get("text").json().isUnknown()).isTrue();
        assertThat(value.get("text").matchesNumber(number -> true)).isEqualTo(Truth.UNKNOWN);
        assertThat(value.get("number").anyField(field -> Truth.TRUE)).isEqualTo(Truth.UNKNOWN);
    }

    @Test
    void shouldReadNumbersAndFlags_whenTheyAreWrittenAsText() {
        assertThat(Value.of("0.2").matchesNumber(number -> number == 0.2)).isEqualTo(Truth.TRUE);
        assertThat(Value.of("true").isTrue()).isEqualTo(Truth.TRUE);
        assertThat(Value.of("false").isFalse()).isEqualTo(Truth.TRUE);
    }

    @Test
    void shouldDecide_whenOneItemSettlesItAndAnotherIsNotKnown() {
        var items = Value.of(List.of(Value.of(true), Value.UNKNOWN));
        assertThat(items.any(Value::isTrue)).isEqualTo(Truth.TRUE);
        assertThat(items.all(Value::isTrue)).isEqualTo(Truth.UNKNOWN);
        assertThat(items.all(Value::isFalse)).isEqualTo(Truth.FALSE);
        assertThat(items.hasItems(2)).isEqualTo(Truth.TRUE);
    }

    @Test
    void shouldStaySecretAndHidden_whenPartOfSecretIsAsked() {
        var secret = Value.of(Map.of("password", Value.of("hunter2"))).asSecret();
        assertThat(secret.get("password").isSecret()).isTrue();
        assertThat(secret.get("password").is("hunter2")).isEqualTo(Truth.TRUE);
        assertThat(secret.get("password")).hasToString("[secret]");
        assertThat(secret.fields()).allMatch(field -> field.getValue().isSecret());
        assertThat(Value.of("{\"a\": 1}").asSecret().json().get("a").isSecret()).isTrue();
    }
}
