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
        assertThat(given.certificates("additional-ca")).isNull();
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

    @Test
    void shouldTakeAFolderApart() {
        var given = JobArguments.of("--a", "s3://lake/models", "--b", "s3://lake", "--c", "models/");

        assertThat(given.bucketAndPrefix("a")).isEqualTo(new JobArguments.Location("lake", "models/"));
        assertThat(given.bucketAndPrefix("b")).isEqualTo(new JobArguments.Location("lake", ""));
        var unused = given.bucketAndPrefix("c");
        assertThatThrownBy(given::check).hasMessageContaining("--c is 'models/'");
    }

    @Test
    void shouldReadCertificates_andSayWhereTheyAreNone() {
        var given = JobArguments.of("--none", "none", "--some", "LS0t", "--wrong", "?!");

        assertThat(given.certificates("none")).isNull();
        assertThat(given.certificates("some")).isEqualTo("---");
        assertThat(given.certificates("wrong")).isNull();
        assertThatThrownBy(given::check).hasMessageContaining("--wrong is no Base64");
    }

    @Test
    void shouldNameEveryArgument_whenTheLoadingJobGetsNone() {
        assertThatThrownBy(() -> LoadingJob.Arguments.of("--JOB_NAME", "loading", "--operation", "activate"))
                .hasMessageContaining("--version is missing")
                .hasMessageContaining("--db-endpoint is missing")
                .hasMessageContaining("--db-port is missing")
                .hasMessageContaining("--db-name is missing")
                .hasMessageContaining("--db-user is missing")
                .hasMessageContaining("--region is missing")
                .hasMessageContaining("--model-location is missing")
                .hasMessageContaining("--keep-versions is missing");
        assertThatThrownBy(() -> LoadingJob.Arguments.of("--operation", "drop"))
                .hasMessageContaining("--operation is 'drop', which is none of [load, activate, reconcile]");
    }

    @Test
    void shouldLoadTheNewestModel_whenTheLoadingJobIsStartedByHand() {
        var arguments = LoadingJob.Arguments.of(
                "--db-endpoint",
                "db",
                "--db-port",
                "5432",
                "--db-name",
                "n",
                "--db-user",
                "u",
                "--region",
                "eu-west-1",
                "--model-location",
                "s3://lake/models/",
                "--keep-versions",
                "3");

        assertThat(arguments.operation()).isEqualTo(LoadingJob.Operation.RECONCILE);
        assertThat(arguments.version()).isEmpty();
        assertThat(arguments.database().additionalCa()).isNull();
    }
}
