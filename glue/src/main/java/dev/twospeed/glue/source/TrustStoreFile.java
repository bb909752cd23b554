package dev.twospeed.glue.source;

import dev.twospeed.recommender.tls.DatabaseTrust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/** The trusted authorities as the file that the MySQL driver wants: one a JVM and choice of authorities. */
final class TrustStoreFile {
    // Guards the file's integrity in a format that asks for it; what is in it is public.
    private static final String PASSWORD = "public";
    private static final Map<String, Path> FILES = new ConcurrentHashMap<>();

    private TrustStoreFile() {}

    /** Connection properties that make the driver check who it talks to; more may be added to them. */
    static Properties verifying(String additionalCaPem) {
        var file = FILES.computeIfAbsent(additionalCaPem, TrustStoreFile::write);
        var properties = new Properties();
        properties.setProperty("sslMode", "VERIFY_IDENTITY");
        properties.setProperty("trustCertificateKeyStoreType", "PKCS12");
        properties.setProperty("trustCertificateKeyStoreUrl", file.toUri().toString());
        properties.setProperty("trustCertificateKeyStorePassword", PASSWORD);
        properties.setProperty("fallbackToSystemTrustStore", "false");
        return properties;
    }

    private static Path write(String additionalCaPem) {
        try {
            var file = Files.createTempFile("database-trust", ".p12");
            file.toFile().deleteOnExit();
            try (var out = Files.newOutputStream(file)) {
                DatabaseTrust.inRdsAnd(additionalCaPem).keyStore().store(out, PASSWORD.toCharArray());
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("The trust store for the source database could not be written", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK can write a key store of certificates", e);
        }
    }
}
