package dev.twospeed.handlers.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twospeed.handlers.support.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** During a deployment the schema is new already and the handlers are still those of the release before. */
class PreviousReleaseTest {
    private static final Pattern STATEMENT = Pattern.compile("-- (twospeed_\\w+)\\n([^;]+);");

    /** EXPLAIN checks names, types and privileges as an execution does, and does nothing. */
    @Test
    void shouldTakeEveryStatementOfTheReleaseBefore_whenMigrated() throws Exception {
        TestDatabase database = TestDatabase.empty();
        Migrated.migrate(database);

        int statements = 0;
        try (Connection reader = database.as("twospeed_reader").connect();
                Connection loader = database.as("twospeed_loader").connect()) {
            for (var found = STATEMENT.matcher(release("0.1.0")); found.find(); statements++) {
                explain(found.group(1).equals("twospeed_reader") ? reader : loader, found.group(2));
            }
        }

        assertThat(statements).isEqualTo(14);
    }

    private static void explain(Connection connection, String sql) throws SQLException {
        try (PreparedStatement explain = connection.prepareStatement("explain " + sql)) {
            int parameters = (int) sql.chars().filter(c -> c == '?').count();
            for (int i = 1; i <= parameters; i++) {
                explain.setNull(i, Types.NULL);
            }
            assertThat(explain.execute()).as(sql).isTrue();
        }
    }

    private static String release(String version) throws IOException {
        try (InputStream in = PreviousReleaseTest.class.getResourceAsStream("release-" + version + ".sql")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
