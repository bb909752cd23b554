package dev.twospeed.engines;

import java.io.Closeable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL instance as RDS would run it: forced TLS, a master without superuser rights, IAM tokens for members of
 * {@code rds_iam}.
 */
public final class RdsPostgres implements Closeable {
    private final PostgresServer server;
    private final TlsFront front;

    private RdsPostgres(PostgresServer server, TlsFront front) {
        this.server = server;
        this.front = front;
    }

    /** Starts building an instance whose data is in a folder. */
    public static Builder in(Path folder) {
        return new Builder(folder);
    }

    /** How an instance is to be started. */
    public static final class Builder {
        private final Path folder;
        private final Map<String, String> settings = new LinkedHashMap<>();
        private int port;
        private @Nullable LocalAuthority authority;
        private String master = "postgres";
        private String password = "";
        private String database = "postgres";
        private String region = "us-east-1";
        private IamLogins iam = new NoIam();
        private InstantSource clock = InstantSource.system();

        private Builder(Path folder) {
            this.folder = folder;
        }

        /** The port on 127.0.0.1; any if never called. */
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

        /** The database that the master owns from the start. */
        public Builder database(String name) {
            database = name;
            return this;
        }

        /** Who may log in with tokens, and the region they are signed for; nobody if never called. */
        public Builder iam(String signedRegion, IamLogins logins) {
            region = signedRegion;
            iam = logins;
            return this;
        }

        /** A setting of PostgreSQL. */
        public Builder setting(String name, String value) {
            settings.put(name, value);
            return this;
        }

        Builder clock(InstantSource value) {
            clock = value;
            return this;
        }

        /**
         * Starts it; the first time the users and the database are made.
         *
         * @throws EngineException with a sentence for the user
         */
        public RdsPostgres start() {
            var signer = authority;
            if (signer == null) {
                throw new IllegalStateException("An RDS instance needs an authority for its certificate");
            }
            var builder = PostgresServer.in(folder);
            settings.forEach(builder::setting);
            var server = builder.start();
            try {
                RdsBootstrap.prepare(server, master, password, database);
                var logins = new LoginCheck(server, iam, region, clock);
                return new RdsPostgres(server, new TlsFront(port, signer.issue(), logins, server.socket()));
            } catch (SQLException e) {
                server.close();
                throw new EngineException(
                        "Preparing the users of the database in " + folder + " failed: " + e.getMessage(), e);
            } catch (RuntimeException e) {
                server.close();
                throw e;
            }
        }
    }

    private static final class NoIam implements IamLogins {
        @Override
        public Optional<String> secretOf(String accessKeyId) {
            return Optional.empty();
        }

        @Override
        public boolean mayConnect(String accessKeyId, String databaseUser) {
            return false;
        }
    }

    /** The port it answers on, on 127.0.0.1 and by the name localhost. */
    public int port() {
        return front.port();
    }

    /** The server behind, for what RDS itself may do and its users may not. */
    public PostgresServer server() {
        return server;
    }

    /** Connects past login and TLS, as the superuser that RDS keeps to itself. */
    public Connection connect(String database) throws SQLException {
        return server.connect(database);
    }

    @Override
    public void close() {
        try (server) {
            front.close();
        }
    }
}
