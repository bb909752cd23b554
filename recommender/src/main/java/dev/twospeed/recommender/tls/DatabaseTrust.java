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
import java.util.ArrayList;
import java.util.Base64;
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
    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";

    private final KeyStore authorities;

    private DatabaseTrust(KeyStore authorities) {
        this.authorities = authorities;
    }

    /**
     * Trust in the authorities of RDS in every region and in additional ones.
     *
     * @param additionalPem certificates in PEM, or an empty text
     * @throws IllegalArgumentException when the text is neither empty nor certificates
     */
    public static DatabaseTrust inRdsAnd(String additionalPem) {
        return in(bundle(), additionalPem);
    }

    /**
     * Trust in the authorities of RDS in one region and in additional ones: all that a database there needs, and in a starting function a
     * few certificates to read instead of some eighty.
     *
     * @param region as in {@code eu-central-1}; of one that is not known here all regions' are trusted
     * @param additionalPem certificates in PEM, or an empty text
     * @throws IllegalArgumentException when the text is neither empty nor certificates
     */
    public static DatabaseTrust inRdsOf(String region, String additionalPem) {
        var all = bundle();
        // Subjects are plain text within a certificate: those of other regions need no parsing.
        var subject = "Amazon RDS " + region + " ";
        var regional = new ArrayList<byte[]>();
        for (var certificate : all) {
            if (new String(certificate, StandardCharsets.ISO_8859_1).contains(subject)) {
                regional.add(certificate);
            }
        }
        return in(regional.isEmpty() ? all : regional, additionalPem);
    }

    /** The certificates of RDS in the jar, each as DER. */
    private static List<byte[]> bundle() {
        try (var in = DatabaseTrust.class.getResourceAsStream(BUNDLE)) {
            if (in == null) {
                throw new IllegalStateException("The jar lacks " + BUNDLE + ": build module recommender again");
            }
            var pem = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            var certificates = new ArrayList<byte[]>();
            for (int begin = pem.indexOf(BEGIN); begin >= 0; begin = pem.indexOf(BEGIN, begin + 1)) {
                var end = pem.indexOf(END, begin);
                certificates.add(Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end)));
            }
            return certificates;
        } catch (IOException e) {
            throw new UncheckedIOException("The certificates of RDS could not be read from the jar", e);
        }
    }

    private static DatabaseTrust in(List<byte[]> rds, String additionalPem) {
        try {
            var authorities = KeyStore.getInstance("PKCS12");
            authorities.load(null, null);
            for (var certificate : rds) {
                add(authorities, certificates(new ByteArrayInputStream(certificate)));
            }
            add(authorities, additional(additionalPem));
            return new DatabaseTrust(authorities);
        } catch (IOException e) {
            throw new UncheckedIOException("A key store cannot be made", e);
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
                    "The additional certificate authority is not X.509 in PEM, which starts with " + BEGIN + ": "
                            + e.getMessage(),
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
