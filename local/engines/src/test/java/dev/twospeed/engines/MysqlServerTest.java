package dev.twospeed.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MysqlServerTest {
    @TempDir
    private static Path folder;

    private static LocalAuthority authority;
    private static MysqlServer server;

    @BeforeAll
    static void start() {
        authority = LocalAuthority.open(folder.resolve("authority"));
        server = start(LoopbackPort.choose(), "first password");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static MysqlServer start(int port, String password) {
        return MysqlServer.in(folder.resolve("my sql"))
                .port(port)
                .authority(authority)
                .master("admin", password)
                .start();
    }

    @Test
    void shouldKeepFractionsOfSeconds_whenMasterWritesThem() throws Exception {
        try (var master = connect("admin", "first password", "VERIFY_IDENTITY", authority)) {
            run(master, "create table times (at datetime(3))");
            try (var insert = master.prepareStatement("insert into times values (?)")) {
                insert.setObject(1, java.time.LocalDateTime.parse("2026-01-01T10:00:00.123"));
                insert.execute();
            }
            assertThat(text(master, "select at from times")).isEqualTo("2026-01-01 10:00:00.123");
            run(master, "drop table times");
        }
    }

    @Test
    void shouldRefuse_whenPasswordIsWrongOrTlsIsMissing() {
        assertThatThrownBy(() -> connect("admin", "guess", "REQUIRED", authority))
                .hasMessageContaining("Access denied for user 'admin'");
        assertThatThrownBy(() -> connect("admin", "first password", "DISABLED", authority))
                .hasMessageContaining("insecure transport are prohibited");
        for (var owner : new String[] {"root", "rdsadmin", ""}) {
            assertThatThrownBy(() -> connect(owner, "", "REQUIRED", authority)).hasMessageContaining("Access denied");
        }
    }

    @Test
    void shouldFailVerification_whenClientTrustsAnotherAuthority() {
        var other = LocalAuthority.open(folder.resolve("other"));
        assertThatThrownBy(() -> connect("admin", "first password", "VERIFY_IDENTITY", other))
                .hasMessageContaining("Communications link failure");
    }

    @Test
    void shouldKeepMasterFromServersFiles_whenItAsks() throws Exception {
        try (var master = connect("admin", "first password", "REQUIRED", authority)) {
            assertThatThrownBy(() -> run(master, "select 1 into outfile 'x'")).hasMessageContaining("Access denied");
        }
    }

    @Test
    void shouldKeepDataAndComeBack_whenServerIsKilled() throws Exception {
        try (var master = connect("admin", "first password", "REQUIRED", authority)) {
            run(master, "create or replace table kept (x int)");
            run(master, "insert into kept values (42)");
        }
        var killed = server.pid();
        ProcessHandle.of(killed).orElseThrow().destroyForcibly();
        Await.until(Duration.ofSeconds(60), () -> server.pid() != killed);
        try (var master = connect("admin", "first password", "REQUIRED", authority)) {
            assertThat(text(master, "select x from kept")).isEqualTo("42");
        }
    }

    @Test
    void shouldStopTheServerLeftBehindAndKeepItsData_whenJvmWasKilled() throws Exception {
        var left = folder.resolve("left");
        var port = LoopbackPort.choose();
        var leftBehind = ServerHolder.runAndKill("mysql", left.toString(), Integer.toString(port));
        assertThat(ProcessHandle.of(leftBehind)).isPresent();
        try (var taken = MysqlServer.in(left)
                .port(port)
                .authority(authority)
                .master("admin", "password")
                .start()) {
            assertThat(taken.pid()).isNotEqualTo(leftBehind);
            assertThat(ProcessHandle.of(leftBehind)).isEmpty();
            try (var master = connect(port, "admin", "password", "REQUIRED", authority)) {
                assertThat(text(master, "select x from kept")).isEqualTo("42");
            }
        }
    }

    @Test
    void shouldSetNewPassword_whenStartedWithOne() throws Exception {
        var port = server.port();
        server.close();
        server = start(port, "it's \\ new");
        connect("admin", "it's \\ new", "REQUIRED", authority).close();
        assertThatThrownBy(() -> connect("admin", "first password", "REQUIRED", authority))
                .hasMessageContaining("Access denied");
        server.close();
        server = start(port, "first password");
        assertThat(Files.getPosixFilePermissions(folder.resolve("my sql/master.sql")))
                .hasSize(2);
    }

    @Test
    void shouldSayWhichPortIsTaken_whenAnotherProgramHasIt() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> MysqlServer.in(folder.resolve("second"))
                            .port(taken.getLocalPort())
                            .authority(authority)
                            .start())
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("port " + taken.getLocalPort());
        }
    }

    private static Connection connect(String user, String password, String mode, LocalAuthority trusted)
            throws Exception {
        return connect(server.port(), user, password, mode, trusted);
    }

    private static Connection connect(int port, String user, String password, String mode, LocalAuthority trusted)
            throws Exception {
        var store = folder.resolve("trust-" + trusted.caFile().getParent().getFileName() + ".p12");
        if (!Files.exists(store)) {
            var trust = KeyStore.getInstance("PKCS12");
            trust.load(null, null);
            try (var pem = Files.newInputStream(trusted.caFile())) {
                trust.setCertificateEntry(
                        "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            }
            try (var file = Files.newOutputStream(store)) {
                trust.store(file, "public".toCharArray());
            }
        }
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("sslMode", mode);
        properties.setProperty("trustCertificateKeyStoreUrl", store.toUri().toString());
        properties.setProperty("trustCertificateKeyStorePassword", "public");
        return DriverManager.getConnection("jdbc:mysql://localhost:" + port + "/classicmodels", properties);
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
