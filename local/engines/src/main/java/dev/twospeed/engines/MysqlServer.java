package dev.twospeed.engines;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A database that speaks MySQL's protocol, as RDS would run it: forced TLS, a master user and its database.
 *
 * <p>Data, locks, left-over servers and crashes are treated as by {@link PostgresServer}.
 */
public final class MysqlServer implements Closeable {
    private static final String STOP = "TERM";
    private static final Duration INITIALISE_LIMIT = Duration.ofMinutes(2);

    private final Builder settings;
    private final Path data;
    private final MysqlDistribution distribution;
    private final Ownership ownership;
    private final SocketFolder socketFolder;
    private final Supervisor supervisor;
    private final Thread hook = new Thread(this::stopQuietly, "stop-mysql");

    private MysqlServer(Builder builder, LocalAuthority authority) throws IOException {
        settings = builder;
        data = builder.folder.resolve("data");
        distribution = MysqlDistribution.obtain(builder.cache);
        ownership = Ownership.of(builder.folder);
        try {
            socketFolder = SocketFolder.of(data, Unprivileged.asIs());
            initialise();
            authority.issue().write(certificate(), key());
            writeMaster();
            supervisor = new Supervisor(server(authority));
            requireFreePort();
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
        private int port;
        private @Nullable LocalAuthority authority;
        private String master = "admin";
        private String password = "";
        private String database = "classicmodels";
        private Cache cache = Cache.ofUser();

        private Builder(Path folder) {
            this.folder = folder;
        }

        /** The port on 127.0.0.1; required. */
        public Builder port(int value) {
            port = value;
            return this;
        }

        /** Who signs the server's certificate; required. */
        public Builder authority(LocalAuthority value) {
            authority = value;
            return this;
        }

        /** The master user and its password, which every start sets anew. */
        public Builder master(String user, String masterPassword) {
            master = user;
            password = masterPassword;
            return this;
        }

        /** The database that exists from the start. */
        public Builder database(String name) {
            database = name;
            return this;
        }

        /** Takes MariaDB from another cache than the user's. */
        public Builder cache(Cache other) {
            cache = other;
            return this;
        }

        /**
         * Obtains the server if needed, makes the data folder if it is new, and starts it.
         *
         * @throws EngineException with a sentence for the user
         */
        public MysqlServer start() {
            var signer = authority;
            if (signer == null || port == 0) {
                throw new IllegalStateException("A MySQL server needs a port and an authority for its certificate");
            }
            try {
                return new MysqlServer(this, signer);
            } catch (IOException e) {
                throw new EngineException("Starting MySQL in " + folder + " failed: " + e, e);
            }
        }
    }

    /** The port it answers on, on 127.0.0.1 and by the name localhost. */
    public int port() {
        return settings.port;
    }

    /** Its process id. */
    public long pid() {
        return supervisor.pid();
    }

    /** Stops it; clients are disconnected. */
    public void stop() {
        supervisor.stop();
    }

    /** Stops the server that a killed JVM left running on a folder, so that its port is free again. */
    public static void stopLeftOver(Path folder) {
        var absolute = folder.toAbsolutePath().normalize();
        ServerProcess.leftOver(pidFile(absolute), absolute.resolve("data"))
                .ifPresent(running -> ServerProcess.stop(running, STOP));
    }

    private void requireFreePort() {
        stopLeftOver(settings.folder);
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), settings.port));
        } catch (IOException e) {
            throw new EngineException(
                    "The database's port " + settings.port + " on 127.0.0.1 could not be opened: " + e.getMessage()
                            + ". Stop what uses it.",
                    e);
        }
    }

    private void initialise() throws IOException {
        var done = settings.folder.resolve("initialised");
        if (Files.exists(done)) {
            return;
        }
        Cache.deleteTree(data);
        Files.createDirectories(data);
        var command = common();
        if (distribution.mariaDb()) {
            command.addAll(List.of("--bootstrap", "--skip-networking", "--innodb-flush-method=nosync"));
        } else {
            command.add("--initialize-insecure");
        }
        var statements = settings.folder.resolve("bootstrap.sql");
        Files.write(statements, distribution.mariaDb() ? systemTables() : new byte[0]);
        var answer = Command.run(INITIALISE_LIMIT, command, statements);
        Files.delete(statements);
        if (!answer.ok()) {
            throw new EngineException("Making a database folder with " + distribution.program() + " in " + data
                    + " failed:\n" + answer.output().strip());
        }
        Files.createFile(done);
    }

    /** The statements of mariadb-install-db; without the help texts, and with rdsadmin in the place of root. */
    private byte[] systemTables() throws IOException {
        var statements = new StringBuilder("create database if not exists mysql;\nuse mysql;\n"
                + "set @auth_root_socket='rdsadmin';\nset @skip_auth_anonymous=1;\n");
        for (var part : List.of("system_tables", "performance_tables", "system_tables_data")) {
            statements.append(Files.readString(distribution.share().resolve("mariadb_" + part + ".sql")));
        }
        return statements.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    /** Every start reads this file, owner-only: it sets the password again. */
    private void writeMaster() throws IOException {
        var user = "'" + settings.master.replace("'", "''") + "'@'%'";
        var password = "'" + settings.password.replace("\\", "\\\\").replace("'", "''") + "'";
        var database = "`" + settings.database.replace("`", "``") + "`";
        var statements = List.of(
                "CREATE DATABASE IF NOT EXISTS " + database + ";",
                "CREATE USER IF NOT EXISTS " + user + " IDENTIFIED BY " + password + ";",
                "ALTER USER " + user + " IDENTIFIED BY " + password + ";",
                // RDS's master: no SUPER, no FILE, no SHUTDOWN.
                "GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, RELOAD, PROCESS, REFERENCES, INDEX, ALTER,"
                        + " SHOW DATABASES, CREATE TEMPORARY TABLES, LOCK TABLES, EXECUTE, REPLICATION SLAVE,"
                        + " REPLICATION CLIENT, CREATE VIEW, SHOW VIEW, CREATE ROUTINE, ALTER ROUTINE, CREATE USER,"
                        + " EVENT, TRIGGER ON *.* TO " + user + " WITH GRANT OPTION;");
        var file = masterFile();
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, statements);
    }

    private List<String> common() {
        var command = new ArrayList<>(List.of(
                distribution.program().toString(),
                "--no-defaults",
                "--datadir=" + data,
                "--basedir=" + distribution.base(),
                "--innodb-buffer-pool-size=64M",
                "--skip-log-bin"));
        if (distribution.mariaDb()) {
            command.addAll(List.of("--lc-messages-dir=" + distribution.share(), "--innodb-log-file-size=16M"));
        }
        if (Unprivileged.isRoot()) {
            command.add("--user=root");
        }
        return command;
    }

    private Supervisor.Server server(LocalAuthority authority) {
        var command = common();
        var log = settings.folder.resolve("mysql.log");
        command.addAll(List.of(
                "--port=" + settings.port,
                "--bind-address=127.0.0.1",
                "--socket=" + socketFolder.path().resolve("mysql.sock"),
                "--pid-file=" + pidFile(settings.folder),
                "--ssl-ca=" + authority.caFile(),
                "--ssl-cert=" + certificate(),
                "--ssl-key=" + key(),
                "--require-secure-transport=ON",
                "--skip-name-resolve",
                "--performance-schema=OFF",
                "--character-set-server=utf8mb4",
                "--default-time-zone=+00:00",
                // A commit is with the operating system: it outlives the process, not a power cut.
                "--innodb-flush-log-at-trx-commit=2",
                "--init-file=" + masterFile()));
        if (distribution.mariaDb()) {
            // Connector/J drops fractions of seconds when it meets a MariaDB that admits to be one.
            command.add("--version=5.7.19-MariaDB");
        }
        var name = "MySQL on port " + settings.port + " in " + settings.folder;
        return new Supervisor.Server(name, command, data, pidFile(settings.folder), log, STOP, this::answers);
    }

    private boolean answers() {
        try (var connection = connect()) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    private Connection connect() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", settings.master);
        properties.setProperty("password", settings.password);
        properties.setProperty("sslMode", "REQUIRED");
        properties.setProperty("connectTimeout", "2000");
        properties.setProperty("socketTimeout", "2000");
        return DriverManager.getConnection("jdbc:mysql://127.0.0.1:" + settings.port + "/", properties);
    }

    private static Path pidFile(Path folder) {
        return folder.resolve("mysql.pid");
    }

    private Path certificate() {
        return settings.folder.resolve("server.pem");
    }

    private Path key() {
        return settings.folder.resolve("server-key.pem");
    }

    private Path masterFile() {
        return settings.folder.resolve("master.sql");
    }

    private void stopQuietly() {
        try {
            shut();
        } catch (IOException | EngineException e) {
            // The JVM is going; the next start finds the pid file.
        }
    }

    private void shut() throws IOException {
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
            throw new EngineException("Closing MySQL in " + settings.folder + " failed: " + e, e);
        }
    }
}
