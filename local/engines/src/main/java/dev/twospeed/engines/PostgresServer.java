package dev.twospeed.engines;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A PostgreSQL server with pgvector on a UNIX socket that only its owner can reach.
 *
 * <p>The data lives in a folder and outlasts the server. At most one JVM runs a server on a folder; a server left behind
 * by a JVM that was killed is stopped at the next start. A server that dies by itself is started again, as RDS does.
 */
public final class PostgresServer implements Closeable {
    /** The superuser, as on RDS: nobody logs in as this one through the network. */
    public static final String OWNER = "rdsadmin";

    private static final Duration INITIALISE_LIMIT = Duration.ofMinutes(2);

    private final Path folder;
    private final Path data;
    private final Path log;
    private final Path install;
    private final Map<String, String> settings;
    private final Ownership ownership;
    private final Unprivileged user;
    private final SocketFolder socketFolder;
    private final Thread hook = new Thread(this::stopQuietly, "stop-postgresql");
    private final Supervisor supervisor;

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
            socketFolder = SocketFolder.of(data, user);
            initialise();
            supervisor = new Supervisor(server());
            supervisor.start();
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
        return socketFolder.path().resolve(".s.PGSQL.5432");
    }

    /** Its process id. */
    public long pid() {
        return supervisor.pid();
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
        var answer = Command.run(INITIALISE_LIMIT, command);
        if (!answer.ok()) {
            throw new EngineException("Making a database folder with " + install.resolve("bin/initdb") + " in " + data
                    + " failed:\n" + answer.output().strip());
        }
        Files.createFile(folder.resolve("initialised"));
    }

    private Supervisor.Server server() {
        var command = Command.line(
                user.prefix(),
                install.resolve("bin/postgres").toString(),
                "-D",
                data.toString(),
                "-k",
                socketFolder.path().toString());
        settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        var pidFile = data.resolve("postmaster.pid");
        return new Supervisor.Server("PostgreSQL in " + folder, command, data, pidFile, log, "INT", this::answers);
    }

    private boolean answers() {
        try (var connection = connect("postgres")) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Stops it; clients are disconnected. */
    public void stop() {
        supervisor.stop();
    }

    /** Starts it again after {@link #stop}. */
    public void resume() {
        supervisor.start();
    }

    private void stopQuietly() {
        try {
            shut();
        } catch (IOException | EngineException e) {
            // The JVM is going; the next start finds the pid file.
        }
    }

    /** One at a time: of two hooks that end it the second finds nothing left to do. */
    private synchronized void shut() throws IOException {
        supervisor.stop();
        ownership.close();
        socketFolder.delete();
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
}
