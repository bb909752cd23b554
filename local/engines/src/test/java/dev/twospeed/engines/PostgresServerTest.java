package dev.twospeed.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {
    @TempDir
    private Path folder;

    @Test
    void shouldKeepDataAndComeBack_whenServerIsKilled() throws Exception {
        try (var server = PostgresServer.in(folder).start()) {
            run(server, "create table kept as select 42 as x");
            var killed = server.pid();
            ProcessHandle.of(killed).orElseThrow().destroyForcibly();
            Await.until(Duration.ofSeconds(60), () -> server.pid() != killed && number(server) == 42);
        }
    }

    @Test
    void shouldStopTheServerLeftBehindAndKeepItsData_whenJvmWasKilled() throws Exception {
        var leftBehind = ServerHolder.runAndKill("postgresql", folder.toString());
        assertThat(ProcessHandle.of(leftBehind)).isPresent();
        try (var server = PostgresServer.in(folder).start()) {
            assertThat(server.pid()).isNotEqualTo(leftBehind);
            assertThat(ProcessHandle.of(leftBehind)).isEmpty();
            assertThat(number(server)).isEqualTo(42);
        }
    }

    @Test
    void shouldLeaveNothingRunning_whenClosed() throws Exception {
        long pid;
        Path socket;
        try (var server = PostgresServer.in(folder).start()) {
            pid = server.pid();
            socket = server.socket();
            assertThat(socket).exists();
        }
        assertThat(ProcessHandle.of(pid)).isEmpty();
        assertThat(socket.getParent()).doesNotExist();
    }

    @Test
    void shouldStopAndStartAgain_whenAsked() throws Exception {
        try (var server = PostgresServer.in(folder).start()) {
            run(server, "create table kept as select 7 as x");
            server.stop();
            assertThatThrownBy(() -> server.connect("postgres")).isInstanceOf(SQLException.class);
            server.resume();
            assertThat(number(server)).isEqualTo(7);
        }
    }

    @Test
    void shouldRefuseSecondServer_whenFolderIsInUse() {
        try (var server = PostgresServer.in(folder).start()) {
            assertThatThrownBy(() -> PostgresServer.in(folder).start())
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("is in use by another process")
                    .hasMessageContaining(folder.toString());
            assertThat(server.pid()).isPositive();
        }
    }

    @Test
    void shouldStartAfresh_whenAnInterruptedStartLeftHalfAFolder() throws Exception {
        Files.createDirectories(folder.resolve("data/base"));
        Files.writeString(folder.resolve("data/PG_VERSION"), "16");
        try (var server = PostgresServer.in(folder).start()) {
            run(server, "create table kept as select 1 as x");
            assertThat(number(server)).isEqualTo(1);
        }
    }

    @Test
    void shouldStart_whenPathIsLongAndHasSpaces() throws Exception {
        var deep = folder.resolve("a folder with spaces".repeat(8)).resolve("x".repeat(90));
        try (var server = PostgresServer.in(deep).start()) {
            run(server, "create table kept as select 1 as x");
            assertThat(server.socket().toString().length()).isLessThan(100);
        }
    }

    @Test
    void shouldShowTheEndOfTheLog_whenServerDoesNotStart() {
        assertThatThrownBy(() -> PostgresServer.in(folder)
                        .setting("shared_buffers", "nonsense")
                        .start())
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("did not start")
                .hasMessageContaining("shared_buffers");
    }

    @Test
    void shouldRunAsNobody_whenStartedByRootInFoldersAllMayEnter() throws Exception {
        var open = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "open");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        copy(PostgresDistribution.obtain(Cache.ofUser()).getParent().getParent(), open.resolve("postgresql-16.14"));
        try (var server =
                PostgresServer.in(open.resolve("server")).cache(new Cache(open)).start()) {
            run(server, "create table kept as select 1 as x");
            var owner = (int) Files.getAttribute(open.resolve("server/data"), "unix:uid");
            var everyoneMayEnter = mayEnter(open);
            assertThat(owner)
                    .isEqualTo(
                            Unprivileged.isRoot() && everyoneMayEnter ? Unprivileged.NOBODY : (int) Unprivileged.uid());
        } finally {
            Cache.deleteTree(open);
        }
    }

    private static boolean mayEnter(Path path) throws Exception {
        for (var part = path; part != null; part = part.getParent()) {
            if (!Files.getPosixFilePermissions(part)
                    .contains(java.nio.file.attribute.PosixFilePermission.OTHERS_EXECUTE)) {
                return false;
            }
        }
        return true;
    }

    private static void copy(Path from, Path to) throws Exception {
        try (var files = Files.walk(from, FileVisitOption.FOLLOW_LINKS)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static void run(PostgresServer server, String sql) throws SQLException {
        try (var connection = server.connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int number(PostgresServer server) throws SQLException {
        try (var connection = server.connect("postgres");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select x from kept")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
