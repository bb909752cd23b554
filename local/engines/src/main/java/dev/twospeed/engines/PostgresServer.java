package dev.twospeed.engines;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server with pgvector on a UNIX socket that only its owner can reach.
 *
 * <p>The data lives in a folder and outlasts the server. At most one JVM runs a server on a folder; a server left behind
 * by a JVM that was killed is stopped at the next start. A server that dies by itself is started again, as RDS does.
 */
public final class PostgresServer implements Closeable {
    /** The superuser, as on RDS: nobody logs in as this one through the network. */
    public static final String OWNER = "rdsadmin";

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final int LONGEST_SOCKET_PATH = 100;

    private final Path folder;
    private final Path data;
    private final Path log;
    private final Path install;
    private final Map<String, String> settings;
    private final Ownership ownership;
    private final Unprivileged user;
    private final Path socketFolder;
    private final Thread hook = new Thread(this::stopQuietly, "stop-postgresql");
    private @Nullable Process process;
    private boolean closed;

    private PostgresServer(Builder builder) throws IOException {
        folder = builder.folder;
        data = folder.resolve("data");
        log = folder.resolve("postgresql.log");
        settings = builder.settings;
        install = PostgresDistribution.obtain(builder.cache);
        ownership = Ownership.of(folder);
        try {
            Files.createDirectories(data);
            user = Unprivileged.choose(install.resolve("bin/postgres"), data);
            socketFolder = makeSocketFolder();
            initialise();
            start();
        } catch (IOException | RuntimeException e) {
            ownership.close();
            throw e;
        }
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Starts building a server whose data, log and lock are in a folder. */
    public static Builder in(Path folder) {
        return new Builder(folder.toAbsolutePath().normalize());
    }

    /** How a server is to be started. */
    public static final class Builder {
        private final Path folder;
        private final Map<String, String> settings = new LinkedHashMap<>(Map.of(
                "listen_addresses", "",
                "unix_socket_permissions", "0700",
                "shared_buffers", "64MB",
                "max_connections", "100",
                "timezone", "UTC",
                "log_timezone", "UTC"));
        private Cache cache = Cache.ofUser();

        private Builder(Path folder) {
            this.folder = folder;
        }

        /** Adds or changes a setting of {@code postgresql.conf}, such as {@code fsync=off} for tests. */
        public Builder setting(String name, String value) {
            settings.put(name, value);
            return this;
        }

        /** Takes PostgreSQL from another cache than the user's. */
        public Builder cache(Cache other) {
            cache = other;
            return this;
        }

        /**
         * Obtains PostgreSQL if needed, makes the data folder if it is new, and starts the server.
         *
         * @throws EngineException with a sentence for the user
         */
        public PostgresServer start() {
            try {
                return new PostgresServer(this);
            } catch (IOException e) {
                throw new EngineException("Starting PostgreSQL in " + folder + " failed: " + e, e);
            }
        }
    }

    /** The UNIX socket it listens on. */
    public Path socket() {
        return socketFolder.resolve(".s.PGSQL.5432");
    }

    /** Its process id. */
    public synchronized long pid() {
        if (process == null) {
            throw new EngineException("PostgreSQL in " + folder + " is stopped.");
        }
        return process.pid();
    }

    /** Connects past the network as the superuser. */
    public Connection connect(String database) throws SQLException {
        return connect(database, OWNER);
    }

    /** Connects past the network, without a password, as any role. */
    public Connection connect(String database, String role) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", role);
        properties.setProperty("socketFactory", UnixSocketFactory.class.getName());
        properties.setProperty("socketFactoryArg", socket().toString());
        properties.setProperty("sslmode", "disable");
        properties.setProperty("gssEncMode", "disable");
        return DriverManager.getConnection("jdbc:postgresql://localhost/" + database, properties);
    }

    private Path makeSocketFolder() throws IOException {
        var hash = HexFormat.of().formatHex(sha256(data.toString())).substring(0, 12);
        var place =
                Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath().resolve("twospeed-" + hash);
        if (place.toString().length() > LONGEST_SOCKET_PATH - "/.s.PGSQL.5432".length()) {
            throw new EngineException("The folder for temporary files, " + place.getParent()
                    + ", is too long for a UNIX socket. Set TMPDIR or -Djava.io.tmpdir to a shorter one.");
        }
        if (!Files.isDirectory(place)) {
            Files.createDirectory(
                    place, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        var owner = (int) Files.getAttribute(place, "unix:uid", java.nio.file.LinkOption.NOFOLLOW_LINKS);
        if (owner != Unprivileged.uid() && !(Unprivileged.isRoot() && owner == Unprivileged.NOBODY)) {
            throw new EngineException("The socket folder " + place + " belongs to another user (uid " + owner
                    + "). Remove it, or set -Djava.io.tmpdir to a folder of your own.");
        }
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwx------"));
        user.own(place);
        return place;
    }

    private void initialise() throws IOException {
        if (Files.exists(data.resolve("PG_VERSION")) && Files.exists(folder.resolve("initialised"))) {
            return;
        }
        // Half a data folder of an initdb that was killed: nobody was ever told of it.
        Cache.deleteTree(data);
        Files.createDirectory(data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        user.own(data);
        var command = Command.line(
                user.prefix(),
                install.resolve("bin/initdb").toString(),
                "--pgdata=" + data,
                "--username=" + OWNER,
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync",
                "--no-instructions");
        var answer = Command.run(START_LIMIT, command);
        if (!answer.ok()) {
            throw new EngineException("Making a database folder with " + install.resolve("bin/initdb") + " in " + data
                    + " failed:\n" + answer.output().strip());
        }
        Files.createFile(folder.resolve("initialised"));
    }

    private synchronized void start() throws IOException {
        var pidFile = data.resolve("postmaster.pid");
        ServerProcess.leftOver(pidFile, data).ifPresent(running -> ServerProcess.stop(running, "INT"));
        var command = new ArrayList<>(user.prefix());
        command.addAll(List.of(install.resolve("bin/postgres").toString(), "-D", data.toString()));
        command.addAll(List.of("-k", socketFolder.toString()));
        settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        for (var deadline = System.nanoTime() + START_LIMIT.toNanos(); ; ) {
            var started = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            started.getOutputStream().close();
            process = started;
            if (answers(started, deadline)) {
                started.onExit().thenAccept(this::restart);
                return;
            }
            // Backends of a server that was killed hold its shared memory for a moment.
            var tail = ServerProcess.tail(log);
            if (!tail.contains("is still in use") || System.nanoTime() > deadline) {
                ServerProcess.stop(started.toHandle(), "INT");
                throw new EngineException(
                        "PostgreSQL in " + folder + " did not start. The end of " + log + ":\n" + tail);
            }
        }
    }

    private boolean answers(Process started, long deadline) {
        while (started.isAlive() && System.nanoTime() < deadline) {
            try (var connection = connect("postgres")) {
                return connection.isValid(5);
            } catch (SQLException e) {
                java.util.concurrent.locks.LockSupport.parkNanos(
                        Duration.ofMillis(15).toNanos());
            }
        }
        return false;
    }

    private synchronized void restart(Process ended) {
        if (closed || process != ended) {
            return;
        }
        try {
            start();
        } catch (IOException | EngineException e) {
            process = null;
            System.getLogger(PostgresServer.class.getName())
                    .log(System.Logger.Level.ERROR, "PostgreSQL in {0} died and did not start again: {1}", folder, e);
        }
    }

    /** Stops it; clients are disconnected. */
    public synchronized void stop() {
        var running = process;
        process = null;
        if (running != null) {
            ServerProcess.stop(running.toHandle(), "INT");
        }
    }

    /** Starts it again after {@link #stop}. */
    public synchronized void resume() {
        try {
            if (process == null) {
                start();
            }
        } catch (IOException e) {
            throw new EngineException("Starting PostgreSQL in " + folder + " again failed: " + e, e);
        }
    }

    private void stopQuietly() {
        try {
            shut();
        } catch (IOException | EngineException e) {
            // The JVM is going; the next start finds the pid file.
        }
    }

    private synchronized void shut() throws IOException {
        closed = true;
        stop();
        ownership.close();
        Cache.deleteTree(socketFolder);
    }

    @Override
    public void close() {
        try {
            shut();
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The hook is what is running.
        } catch (IOException e) {
            throw new EngineException("Closing PostgreSQL in " + folder + " failed: " + e, e);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
