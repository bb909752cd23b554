package dev.twospeed.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RdsPostgresTest {
    private static TestPostgres rds;

    @BeforeAll
    static void start() throws SQLException {
        rds = Engines.freshPostgres();
        try (var master = asMaster(rds.database())) {
            run(master, "create extension vector");
            run(master, "create role app_reader login");
            run(master, "create role app_other login password 'correct horse'");
        }
        try (var owner = rds.connectAsOwner("postgres")) {
            // By the owner, so that the master is not a member of app_reader and keeps its password login.
            run(owner, "create role iam_reader login");
            run(owner, "grant rds_iam to iam_reader");
        }
    }

    @AfterAll
    static void stop() {
        rds.close();
    }

    @Test
    void shouldBeTheTestedPostgresWithVectors_whenMasterLooks() throws SQLException {
        try (var master = asMaster(rds.database())) {
            assertThat(text(master, "show server_version")).isEqualTo("16.14");
            assertThat(text(master, "select extversion from pg_extension where extname = 'vector'"))
                    .isEqualTo("0.8.5");
            assertThat(text(master, "select '[1,2]'::vector <-> '[4,6]'::vector"))
                    .isEqualTo("5");
        }
    }

    @Test
    void shouldKeepMasterBelowSuperuser_whenItTriesWhatRdsForbids() throws SQLException {
        try (var master = asMaster(rds.database())) {
            assertThat(text(master, "select rolsuper from pg_roles where rolname = current_user"))
                    .isEqualTo("f");
            assertThatThrownBy(() -> run(master, "copy (select 1) to program 'cat'"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> run(master, "create role boss superuser"))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void shouldLetUserInWithToken_whenMemberOfRdsIam() throws SQLException {
        try (var reader = rds.connect(rds.database(), "iam_reader", rds.token("iam_reader"))) {
            assertThat(text(reader, "select current_user")).isEqualTo("iam_reader");
        }
    }

    @Test
    void shouldRefuseExpiredToken_whenFifteenMinutesAreOver() {
        var expired = IamToken.sign(
                "localhost:" + rds.port(),
                "iam_reader",
                TestPostgres.REGION,
                TestPostgres.ACCESS_KEY_ID,
                TestPostgres.SECRET_ACCESS_KEY,
                Instant.now().minus(Duration.ofMinutes(15)));
        assertPamRefused("iam_reader", expired);
    }

    @Test
    void shouldRefuseToken_whenMadeForAnotherUser() {
        assertPamRefused("iam_reader", rds.token("app_reader"));
    }

    @Test
    void shouldRefuseToken_whenMadeForAnotherEndpointOrWithAWrongSecret() {
        assertPamRefused("iam_reader", sign("localhost:1", TestPostgres.ACCESS_KEY_ID, TestPostgres.SECRET_ACCESS_KEY));
        assertPamRefused("iam_reader", sign("localhost:" + rds.port(), TestPostgres.ACCESS_KEY_ID, "guessed"));
        assertPamRefused("iam_reader", sign("localhost:" + rds.port(), "ASIAUNKNOWN", "guessed"));
    }

    @Test
    void shouldRefuseToken_whenPermissionToConnectIsMissing() {
        rds.allowConnect("iam_reader", false);
        try {
            assertPamRefused("iam_reader", rds.token("iam_reader"));
        } finally {
            rds.allowConnect("iam_reader", true);
        }
    }

    @Test
    void shouldRefusePassword_whenUserIsMemberOfRdsIam() throws SQLException {
        try (var owner = rds.connectAsOwner("postgres")) {
            run(owner, "alter role iam_reader password 'known'");
        }
        assertPamRefused("iam_reader", "known");
    }

    @Test
    void shouldRefuseToken_whenUserIsNotMemberOfRdsIam() {
        assertThatThrownBy(() -> rds.connect(rds.database(), "app_other", rds.token("app_other")))
                .hasMessageContaining("password authentication failed for user \"app_other\"");
    }

    @Test
    void shouldCheckStoredPassword_whenUserHasOne() throws SQLException {
        try (var other = rds.connect(rds.database(), "app_other", "correct horse")) {
            assertThat(text(other, "select current_user")).isEqualTo("app_other");
        }
        for (var wrong : new String[] {"wrong horse", "x"}) {
            assertThatThrownBy(() -> rds.connect(rds.database(), "app_other", wrong))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
        }
        assertThatThrownBy(() -> rds.connect(rds.database(), "nobody_here", "x"))
                .hasMessageContaining("password authentication failed");
        assertThatThrownBy(() -> rds.connect(rds.database(), PostgresServer.OWNER, "x"))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void shouldRefusePlainConnection_whenClientOffersNoTls() {
        var properties = new Properties();
        properties.setProperty("user", rds.masterUser());
        properties.setProperty("password", rds.masterPassword());
        properties.setProperty("sslmode", "disable");
        assertThatThrownBy(() -> DriverManager.getConnection(
                        "jdbc:postgresql://localhost:" + rds.port() + "/" + rds.database(), properties))
                .hasMessageContaining("no pg_hba.conf entry for host \"127.0.0.1\"")
                .hasMessageContaining("no encryption");
    }

    @Test
    void shouldFailVerification_whenClientTrustsAnotherAuthority() throws Exception {
        var other = LocalAuthority.open(java.nio.file.Files.createTempDirectory("authority"));
        var properties = new Properties();
        properties.setProperty("user", rds.masterUser());
        properties.setProperty("password", rds.masterPassword());
        properties.setProperty("sslmode", "verify-full");
        properties.setProperty("sslrootcert", other.caFile().toString());
        assertThatThrownBy(() -> DriverManager.getConnection(
                        "jdbc:postgresql://localhost:" + rds.port() + "/" + rds.database(), properties))
                .hasMessageContaining("SSL error");
    }

    @Test
    void shouldCancelStatement_whenClientAsks() throws Exception {
        try (var other = rds.connect(rds.database(), "app_other", "correct horse");
                var statement = other.createStatement()) {
            statement.setQueryTimeout(1);
            assertThatThrownBy(() -> statement.execute("select pg_sleep(60)"))
                    .hasMessageContaining("canceling statement due to user request");
        }
    }

    @Test
    void shouldNameMissingDatabase_whenLoggedIn() {
        assertThatThrownBy(() -> rds.connect("nowhere", "app_other", "correct horse"))
                .hasMessageContaining("database \"nowhere\" does not exist");
    }

    @Test
    void shouldGiveEmptyDatabase_whenTestsWantOne() throws SQLException {
        var first = rds.newDatabase();
        var second = rds.newDatabase();
        try (var master = asMaster(first)) {
            run(master, "create table t (x int)");
        }
        try (var master = asMaster(second)) {
            assertThat(text(master, "select to_regclass('t')")).isNull();
        }
    }

    @Test
    void shouldLockMasterOut_whenItGrantsRdsIamToARoleOfItsOwn() throws SQLException {
        try (var fresh = Engines.freshPostgres()) {
            try (var master = fresh.connect(fresh.database(), fresh.masterUser(), fresh.masterPassword())) {
                run(master, "create role loader login");
                run(master, "grant rds_iam to loader");
            }
            assertThatThrownBy(() -> fresh.connect(fresh.database(), fresh.masterUser(), fresh.masterPassword()))
                    .hasMessageContaining("PAM authentication failed");
            fresh.connect(fresh.database(), "loader", fresh.token("loader")).close();
            fresh.connect(fresh.database(), fresh.masterUser(), fresh.token(fresh.masterUser()))
                    .close();
        }
    }

    private static String sign(String endpoint, String key, String secret) {
        return IamToken.sign(endpoint, "iam_reader", TestPostgres.REGION, key, secret, Instant.now());
    }

    private static void assertPamRefused(String user, String password) {
        assertThatThrownBy(() -> rds.connect(rds.database(), user, password))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28000"))
                .hasMessageContaining("PAM authentication failed for user \"" + user + "\"");
    }

    private static Connection asMaster(String database) throws SQLException {
        return rds.connect(database, rds.masterUser(), rds.masterPassword());
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
