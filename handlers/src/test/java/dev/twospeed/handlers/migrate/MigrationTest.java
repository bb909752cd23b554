package dev.twospeed.handlers.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twospeed.engines.Engines;
import dev.twospeed.engines.TestPostgres;
import dev.twospeed.handlers.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class MigrationTest {
    @Test
    void shouldMakeRolesExtensionAndSchema_whenTheInstanceIsFresh() throws SQLException {
        try (TestPostgres postgres = Engines.freshPostgres()) {
            TestDatabase database = TestDatabase.on(postgres);

            Migrated.migrate(database);

            assertThat(database.ask("select count(*) from twospeed.active_model"))
                    .isEqualTo("0");
            assertThat(database.ask("select pg_get_userbyid(nspowner) from pg_namespace where nspname = 'twospeed'"))
                    .isEqualTo("twospeed_migrator");
            assertThat(database.ask("select string_agg(rolname, ' ' order by rolname) from pg_roles"
                            + " where rolname like 'twospeed%' and not rolsuper and not rolcreaterole"))
                    .isEqualTo("twospeed_inspector twospeed_loader twospeed_migrator twospeed_reader");
        }
    }

    @Test
    void shouldChangeNothing_whenRunAgain() throws SQLException {
        TestDatabase database = TestDatabase.empty();
        Migrated.migrate(database);
        String history = "select string_agg(version || installed_on, ' ') from twospeed.flyway_schema_history";
        String before = database.ask(history);

        Migrated.migrate(database);

        assertThat(database.ask(history)).isEqualTo(before);
    }

    @Test
    void shouldTakeTurns_whenTwoRunAtOnce() throws Exception {
        TestDatabase database = TestDatabase.empty();
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            Callable<Void> migrate = () -> {
                Migrated.migrate(database);
                return null;
            };
            for (Future<Void> migrated : two.invokeAll(List.of(migrate, migrate))) {
                migrated.get();
            }
        } finally {
            two.shutdownNow();
        }

        assertThat(database.ask("select count(*) from twospeed.flyway_schema_history where success and version = '1'"))
                .isEqualTo("1");
    }

    /** Having made roles for IAM logins, the master is one itself: its password is refused from then on. */
    @Test
    void shouldMakeTheRoleThatIsNew_whenAReleaseBeforeMadeTheOthers() throws SQLException {
        try (TestPostgres postgres = Engines.freshPostgres()) {
            TestDatabase database = TestDatabase.on(postgres);
            try (Connection master = database.asMaster().connect();
                    var statement = master.createStatement()) {
                for (String role : List.of("twospeed_migrator", "twospeed_loader", "twospeed_reader")) {
                    statement.execute("create role " + role + " login");
                    statement.execute("grant rds_iam to " + role);
                }
                statement.execute("grant create on database " + database.name() + " to twospeed_migrator");
                statement.execute("create extension vector");
            }
            assertThatThrownBy(() -> database.asMaster().connect()).hasMessageContaining("PAM authentication failed");

            postgres.allowConnect(postgres.masterUser(), false);
            Migration impatient = Migrated.migration(database, Duration.ofMillis(1));
            assertThatThrownBy(impatient::run)
                    .hasMessageContaining("Making the extension and the roles as the master user failed")
                    .hasMessageContaining("PAM authentication failed");
            postgres.allowConnect(postgres.masterUser(), true);
            Migrated.migrate(database);

            assertThat(database.ask("select pg_has_role('twospeed_inspector', 'rds_iam', 'member')"))
                    .isEqualTo("t");
            database.as("twospeed_inspector").connect().close();
        }
    }

    @Test
    void shouldWait_whenTheRoleIsNotLetInYet() throws SQLException {
        try (TestPostgres postgres = Engines.freshPostgres()) {
            TestDatabase database = TestDatabase.on(postgres);
            int[] refusals = {3};
            Migration migration = new Migration(
                    () -> {
                        // As AWS answers for a role that was made a moment ago.
                        if (refusals[0]-- > 0) {
                            throw new SQLException("AccessDeniedException");
                        }
                        return database.asMaster().connect();
                    },
                    database.as("twospeed_migrator"),
                    new Patience(Duration.ofSeconds(20), Duration.ofMillis(1)));

            migration.run();

            assertThat(database.ask("select count(*) from twospeed.model")).isEqualTo("0");
        }
    }

    @Test
    void shouldSayWhatIsMissing_whenPgvectorIsTooOld() throws SQLException {
        TestDatabase database = TestDatabase.empty();
        database.run("create extension vector");
        database.run("update pg_extension set extversion = '0.7.4' where extname = 'vector'");

        assertThatThrownBy(() -> Migrated.migrate(database))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("pgvector is 0.7.4, but 0.8.0 or newer is needed")
                .hasMessageContaining("alter extension vector update");
    }

    @Test
    void shouldRefuseToWrite_whenTheReaderTries() throws SQLException {
        TestDatabase database = TestDatabase.empty();
        Migrated.migrate(database);

        for (String user : List.of("twospeed_reader", "twospeed_loader")) {
            try (Connection connection = database.as(user).connect();
                    var statement = connection.createStatement()) {
                for (String sql : List.of(
                        "insert into twospeed.active_model (model_id, newest_version) values (1, 'x')",
                        "create table twospeed.mine (i int)",
                        "drop table twospeed.item_embedding")) {
                    assertThatThrownBy(() -> statement.execute(sql))
                            .as("%s: %s", user, sql)
                            .extracting(e -> ((SQLException) e).getSQLState())
                            .isEqualTo("42501");
                }
            }
        }
    }
}
