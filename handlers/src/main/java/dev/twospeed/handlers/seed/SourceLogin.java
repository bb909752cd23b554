package dev.twospeed.handlers.seed;

import com.mysql.cj.jdbc.Driver;
import dev.twospeed.handlers.database.ConnectionSource;
import dev.twospeed.handlers.database.DatabaseAddress;
import dev.twospeed.handlers.database.MasterSecret;
import dev.twospeed.recommender.tls.DatabaseTrust;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/** Connects to the sample source database as its master user, over TLS that checks the database's name. */
final class SourceLogin implements ConnectionSource {
    // Guards the trust store's integrity in a format that asks for it; what is in it is public.
    private static final String STORE_PASSWORD = "public";

    private final DatabaseAddress address;
    private final Master master;

    SourceLogin(DatabaseAddress address, Master master) {
        this.address = address;
        this.master = master;
    }

    /** Who the master user is now. */
    @FunctionalInterface
    interface Master {
        MasterSecret.Credentials read() throws SQLException;
    }

    @Override
    public Connection connect() throws SQLException {
        MasterSecret.Credentials user = master.read();
        Properties properties = new Properties();
        properties.setProperty("user", user.user());
        properties.setProperty("password", user.password());
        properties.setProperty("connectTimeout", "5000");
        properties.setProperty("socketTimeout", "300000");
        // MySQL itself would wait a year for whoever reads a table that is to be dropped.
        properties.setProperty("sessionVariables", "lock_wait_timeout=60");
        properties.setProperty("rewriteBatchedStatements", "true");
        String url = "jdbc:mysql://" + address.host() + ":" + address.port() + "/" + address.name();
        try {
            Path trust = Files.createTempFile("source-trust", ".p12");
            try {
                verify(properties, trust);
                Connection connection = new Driver().connect(url, properties);
                if (connection == null) {
                    throw new SQLException("Connecting to " + url + ": the driver does not accept this address.");
                }
                return connection;
            } finally {
                Files.delete(trust);
            }
        } catch (SQLException e) {
            throw new SQLException(
                    "Connecting to " + url + " as " + user.user() + " failed: " + root(e) + ".", e.getSQLState(), e);
        } catch (IOException e) {
            throw new SQLException("The trust store for " + url + " could not be written: " + e.getMessage(), e);
        }
    }

    /** The driver's own message only says that there was no connection. */
    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private void verify(Properties properties, Path trust) throws IOException {
        String additional = address.additionalCa();
        try (OutputStream out = Files.newOutputStream(trust)) {
            DatabaseTrust.inRdsOf(address.region(), additional == null ? "" : additional)
                    .keyStore()
                    .store(out, STORE_PASSWORD.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK can write a key store of certificates", e);
        }
        properties.setProperty("sslMode", "VERIFY_IDENTITY");
        properties.setProperty("trustCertificateKeyStoreType", "PKCS12");
        properties.setProperty("trustCertificateKeyStoreUrl", trust.toUri().toString());
        properties.setProperty("trustCertificateKeyStorePassword", STORE_PASSWORD);
        properties.setProperty("fallbackToSystemTrustStore", "false");
    }
}
