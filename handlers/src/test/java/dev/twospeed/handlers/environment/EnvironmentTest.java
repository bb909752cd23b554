package dev.twospeed.handlers.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
    private final Environment environment =
            new Environment(Map.of("TEXT", "value", "BLANK", " ", "NUMBER", "12", "FLAG", "yes"));

    @Test
    void shouldGiveTheDefault_whenAVariableIsMissingOrBlank() {
        assertThat(environment.number("MISSING", 5, 1, 10)).isEqualTo(5);
        assertThat(environment.flag("BLANK", true)).isTrue();
        assertThat(environment.textOrNull("BLANK")).isNull();
    }

    @Test
    void shouldNameTheVariable_whenItIsWrong() {
        assertThatThrownBy(() -> environment.text("MISSING")).hasMessageContaining("MISSING is not set");
        assertThatThrownBy(() -> environment.number("NUMBER", 5, 1, 10))
                .hasMessage("The environment variable NUMBER is '12', but must be a whole number from 1 to 10.");
        assertThatThrownBy(() -> environment.number("TEXT", 5, 1, 10)).hasMessageContaining("TEXT is 'value'");
        assertThatThrownBy(() -> environment.flag("FLAG", true)).hasMessageContaining("must be true or false");
    }
}
