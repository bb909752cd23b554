package dev.twospeed.stacks.common;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractVersionTest {
    @ParameterizedTest
    @CsvSource({"1.0, 1.0, true", "1.3, 1.0, true", "1.0, 1.1, false", "2.0, 1.0, false", "1.9, 2.0, false"})
    void shouldServeReadersOfTheSameMajorAndAtMostItsMinor(String exported, String needed, boolean serves) {
        assertThat(version(exported).serves(version(needed))).isEqualTo(serves);
    }

    @Test
    void shouldReadNothing_whenTheTextIsNoVersion() {
        assertThat(ContractVersion.parse("null")).isEmpty();
        assertThat(ContractVersion.parse("1")).isEmpty();
    }

    private static ContractVersion version(String text) {
        return ContractVersion.parse(text).orElseThrow();
    }
}
