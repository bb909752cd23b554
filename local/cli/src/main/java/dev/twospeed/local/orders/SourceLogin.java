package dev.twospeed.local.orders;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.mysql.cj.jdbc.Driver;
import dev.twospeed.recommender.tls.DatabaseTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/**
 * Logs in to the shop database of an environment as the user of its secret, over TLS that checks the database's name.
 *
 * @param additionalCaPem certificates of an authority besides those of RDS, or empty
 */
public record SourceLogin(String host, int port, String database, String additionalCaPem) {
    // Guards the integrity of what is public.
    private static final String STORE_PASSWORD = "public";

    /**
     * Connects.
     *
     * @param secret {@code {"username": …, "password": …}}
     * @throws SQLException if the database refuses
     */
    public Connection connect(String secret) throws IOException, SQLException {
        var user = new ObjectMapper().readTree(secret);
        var properties = new Properties();
        properties.setProperty("user", user.path("username").asText());
        properties.setProperty("password", user.path("password").asText());
        properties.setProperty("rewriteBatchedStatements", "true");
        properties.setProperty("sessionVariables", "lock_wait_timeout=60");
        var url = "jdbc:mysql://" + host + ":" + port + "/" + database;
        var trust = Files.createTempFile("source-trust", ".p12");
        try {
            try (var out = Files.newOutputStream(trust)) {
                DatabaseTrust.inRdsAnd(additionalCaPem).keyStore().store(out, STORE_PASSWORD.toCharArray());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Every JDK can write a key store of certificates", e);
            }
            properties.setProperty("sslMode", "VERIFY_IDENTITY");
            properties.setProperty("trustCertificateKeyStoreType", "PKCS12");
            properties.setProperty("trustCertificateKeyStoreUrl", trust.toUri().toString());
            properties.setProperty("trustCertificateKeyStorePassword", STORE_PASSWORD);
            properties.setProperty("fallbackToSystemTrustStore", "false");
            var connection = new Driver().connect(url, properties);
            if (connection == null) {
                throw new SQLException("The driver does not accept " + url);
            }
            return connection;
        } finally {
            Files.delete(trust);
        }
    }
}
