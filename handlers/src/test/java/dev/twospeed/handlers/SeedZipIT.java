package dev.twospeed.handlers;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.twospeed.engines.Engines;
import dev.twospeed.engines.TestMysql;
import dev.twospeed.handlers.support.PackagedFunctions;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged seeding function with nothing but its zip on the class path and its environment to go by. */
class SeedZipIT {
    private static final String HANDLER = "dev.twospeed.handlers.seed.SeedHandler";
    private static final String SMALL = "{\"customers\": 50, \"products\": 30, \"seed\": 7}";

    @TempDir
    Path folder;

    @Test
    void shouldFillTheShopOnce_whenRunFromTheZip() throws Exception {
        PackagedFunctions functions = PackagedFunctions.of("seed.zip", folder);
        try (TestMysql mysql = Engines.freshMysql()) {
            HttpServer secrets = PackagedFunctions.secrets(mysql.masterSecret());
            try {
                Map<String, String> environment =
                        environment(mysql, secrets.getAddress().getPort());

                assertThat(functions
                                .invoke(HANDLER, SMALL, environment)
                                .path("status")
                                .asText())
                        .isEqualTo("seeded");
                assertThat(functions
                                .invoke(HANDLER, SMALL, environment)
                                .path("status")
                                .asText())
                        .isEqualTo("already seeded");
            } finally {
                secrets.stop(0);
            }
        }
        assertThat(functions.libraries())
                .anyMatch(name -> name.startsWith("mysql-connector-j-"))
                .noneMatch(name -> name.startsWith("postgresql-") || name.startsWith("flyway-"));
    }

    private static Map<String, String> environment(TestMysql mysql, int secrets) {
        return Map.of(
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "key",
                "AWS_SECRET_ACCESS_KEY", "secret",
                "AWS_ENDPOINT_URL_SECRETS_MANAGER", "http://127.0.0.1:" + secrets,
                "DB_ENDPOINT", "localhost",
                "DB_PORT", String.valueOf(mysql.port()),
                "DB_NAME", TestMysql.DATABASE,
                "DB_SECRET_ARN", "arn:aws:secretsmanager:us-east-1:000000000000:secret:source-a1b2c3",
                "ADDITIONAL_CA_PEM", Engines.authority().caPem());
    }
}
