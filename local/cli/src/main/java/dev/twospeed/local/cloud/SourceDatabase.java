package dev.twospeed.local.cloud;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twospeed.recommender.tls.DatabaseTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.UUID;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The shop's MySQL database, reached as the Glue job reaches it: login from the secret, TLS with a checked host name. */
public final class SourceDatabase {
    private SourceDatabase() {}

    /**
     * Connects.
     *
     * @param foundation the foundation's outputs, which name endpoint, secret and authority
     */
    public static Connection connect(StackOutputs foundation, SecretsManagerClient secrets)
            throws SQLException, IOException {
        var secret = new ObjectMapper()
                .readTree(secrets.getSecretValue(r -> r.secretId(foundation.text("sourceSecretArn")))
                        .secretString());
        var properties = new Properties();
        properties.setProperty("user", secret.path("username").asText());
        properties.setProperty("password", secret.path("password").asText());
        properties.setProperty("sslMode", "VERIFY_IDENTITY");
        properties.setProperty("rewriteBatchedStatements", "true");
        var storePassword = UUID.randomUUID().toString();
        var store = Files.createTempFile("twospeed", ".p12");
        try {
            write(DatabaseTrust.inRdsAnd(foundation.text("additionalCaPem")), store, storePassword);
            properties.setProperty("trustCertificateKeyStoreUrl", store.toUri().toString());
            properties.setProperty("trustCertificateKeyStoreType", "PKCS12");
            properties.setProperty("trustCertificateKeyStorePassword", storePassword);
            return DriverManager.getConnection(
                    "jdbc:mysql://" + foundation.text("sourceEndpoint") + ":" + foundation.number("sourcePort") + "/"
                            + foundation.text("sourceDatabase"),
                    properties);
        } finally {
            Files.delete(store);
        }
    }

    private static void write(DatabaseTrust trust, Path file, String password) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            trust.keyStore().store(out, password.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IOException("The database's authorities could not be written to a key store", e);
        }
    }
}
