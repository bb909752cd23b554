package dev.twospeed.policies.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValueTest {
    @Test
    void shouldStayUnknown_whenPartOfUnknownIsAsked() {
        assertThat(Value.UNKNOWN.get("a").first().json().isUnknown()).isTrue();
        assertThat(Value.UNKNOWN.get("a").isTrue()).isEqualTo(Truth.UNKNOWN);
        assertThat(Value.UNKNOWN.any(item -> Truth.FALSE)).isEqualTo(Truth.UNKNOWN);
    }

    @Test
    void shouldBeAbsent_whenShapeIsAnother() {
        var value = Value.of(Map.of("list", Value.of(List.of(Value.of("x"))), "text", Value.of("[1")));
        assertThat(value.get("list").get("field").isPresent()).isEqualTo(Truth.FALSE);
        assertThat(value.get("text").first().isPresent()).isEqualTo(Truth.FALSE);
        assertThat(value.get("text").json().isPresent()).isEqualTo(Truth.FALSE);
        assertThat(value.get("text").matchesNumber(number -> true)).isEqualTo(Truth.FALSE);
        assertThat(value.get("list").first().text()).hasValue("x");
    }

    @Test
    void shouldDecide_whenOneItemSettlesItAndAnotherIsNotKnown() {
        var items = Value.of(List.of(Value.of(true), Value.UNKNOWN));
        assertThat(items.any(Value::isTrue)).isEqualTo(Truth.TRUE);
        assertThat(items.all(Value::isTrue)).isEqualTo(Truth.UNKNOWN);
        assertThat(items.all(item -> item.isTrue().not())).isEqualTo(Truth.FALSE);
    }
}
