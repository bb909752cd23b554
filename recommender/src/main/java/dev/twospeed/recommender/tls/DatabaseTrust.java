package dev.twospeed.recommender.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Which authorities may vouch for a database: those of Amazon RDS, whose certificates no JDK trusts by itself, and at
 * choice an additional one. No public authority of the web is among them.
 *
 * <p>It says only who may sign a certificate. That the certificate is this host's is checked by the driver, which has
 * to be told to (PostgreSQL {@code verify-full}, MySQL {@code VERIFY_IDENTITY}).
 */
public final class DatabaseTrust {
    private static final String BUNDLE = "rds-ca-bundle.pem";

    private final KeyStore authorities;

    private DatabaseTrust(KeyStore authorities) {
        this.authorities = authorities;
    }

    /** Trust in the authorities of RDS in every region. */
    public static DatabaseTrust inRds() {
        return inRdsAnd("");
    }

    /**
     * Trust in the authorities of RDS and in additional ones.
     *
     * @param additionalPem certificates in PEM, or an empty text
     * @throws IllegalArgumentException when the text is neither empty nor certificates
     */
    public static DatabaseTrust inRdsAnd(String additionalPem) {
        try (var bundle = DatabaseTrust.class.getResourceAsStream(BUNDLE)) {
            if (bundle == null) {
                throw new IllegalStateException("The jar lacks " + BUNDLE + ": build module recommender again");
            }
            var authorities = KeyStore.getInstance("PKCS12");
            authorities.load(null, null);
            add(authorities, certificates(bundle));
            add(authorities, additional(additionalPem));
            return new DatabaseTrust(authorities);
        } catch (IOException e) {
            throw new UncheckedIOException("The certificates of RDS could not be read from the jar", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The certificates of RDS in the jar could not be loaded", e);
        }
    }

    /** The authorities as a key store of certificate entries without a password. */
    public KeyStore keyStore() {
        return authorities;
    }

    /** A TLS context that trusts these authorities and presents no certificate of its own. */
    public SSLContext sslContext() {
        try {
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(authorities);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has TLS and can trust a key store", e);
        }
    }

    private static Collection<? extends Certificate> additional(String pem) {
        if (pem.isBlank()) {
            return List.of();
        }
        try {
            return certificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
        } catch (CertificateException e) {
            throw new IllegalArgumentException(
                    "The additional certificate authority is not X.509 in PEM, which starts with"
                            + " -----BEGIN CERTIFICATE-----: " + e.getMessage(),
                    e);
        }
    }

    private static Collection<? extends Certificate> certificates(InputStream pem) throws CertificateException {
        return CertificateFactory.getInstance("X.509").generateCertificates(pem);
    }

    private static void add(KeyStore authorities, Collection<? extends Certificate> certificates)
            throws GeneralSecurityException {
        for (var certificate : certificates) {
            authorities.setCertificateEntry("authority-" + authorities.size(), certificate);
        }
    }
}
