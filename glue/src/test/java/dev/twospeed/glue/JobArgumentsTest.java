package dev.twospeed.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class JobArgumentsTest {
    @Test
    void shouldIgnoreWhatItDoesNotKnow_whenGlueAddsArguments() {
        var given = JobArguments.of(
                "--JOB_NAME", "etl", "--enable-metrics", "--rank", "16", "--model-location=s3://lake/models");

        assertThat(given.number("rank", 1, 64)).isEqualTo(16);
        assertThat(given.location("model-location")).isEqualTo("s3://lake/models/");
        assertThat(given.text("additional-ca", "none")).isEqualTo("none");
        assertThatCode(given::check).doesNotThrowAnyException();
    }

    @Test
    void shouldNameAllFaultsAtOnce_whenSomeAreMissingAndSomeWrong() {
        var given = JobArguments.of("--rank", "many", "--seed", "-1", "--model-location", "/models");
        given.text("catalog-table");
        given.number("rank", 1, 64);
        given.number("seed", 0, 10, 7);
        given.location("model-location");

        assertThatThrownBy(given::check)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--catalog-table is missing")
                .hasMessageContaining("--rank is 'many', which is no whole number from 1 to 64")
                .hasMessageContaining("--seed is '-1'")
                .hasMessageContaining("--model-location is '/models'");
    }

    @Test
    void shouldNameEveryArgument_whenTheEtlJobGetsNone() {
        assertThatThrownBy(() -> EtlJob.Arguments.of("--JOB_NAME", "etl"))
                .hasMessageContaining("--source-secret-arn is missing")
                .hasMessageContaining("--source-endpoint is missing")
                .hasMessageContaining("--source-port is missing")
                .hasMessageContaining("--source-database is missing")
                .hasMessageContaining("--ratings-location is missing")
                .hasMessageContaining("--catalog-database is missing")
                .hasMessageContaining("--catalog-table is missing");
    }
}
