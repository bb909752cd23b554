package dev.twospeed.engines;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The certificate authority of the embedded AWS, which plays the part that Amazon's authority plays for RDS.
 *
 * <p>Its key stays in {@code authority.pem}, readable by its owner only; {@code ca.pem} is the public certificate that
 * clients are given. Server certificates are made at each start and never outlive a process.
 */
public final class LocalAuthority {
    private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
    private static final Duration SERVER_LIFE = Duration.ofDays(365);
    private static final Duration CLOCK_SLACK = Duration.ofHours(1);
    /** As the authority that RDS takes unless it is told otherwise, rds-ca-rsa2048-g1: what a login costs a starting function depends on it. */
    private static final int RSA_BITS = 2048;

    /** Everybody's: it only seals public certificates. */
    private static final char[] TRUST_STORE_PASSWORD = "changeit".toCharArray();

    private final PrivateKey key;
    private final X509Certificate certificate;
    private final Path publicCertificate;

    private LocalAuthority(PrivateKey key, X509Certificate certificate, Path publicCertificate) {
        this.key = key;
        this.certificate = certificate;
        this.publicCertificate = publicCertificate;
    }

    /** Opens the authority kept in a folder, or makes one. */
    public static LocalAuthority open(Path folder) {
        try {
            Files.createDirectories(folder);
            var secret = folder.resolve("authority.pem");
            if (!Files.exists(secret)) {
                writeAtomically(secret, fresh(), "rw-------");
            }
            var authority = read(secret, folder.resolve("ca.pem"));
            writeAtomically(authority.publicCertificate, pem(authority.certificate), "rw-r--r--");
            return authority;
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new EngineException(
                    "The local certificate authority in " + folder + " could not be read or made: " + e
                            + ". If authority.pem there is damaged, remove it: a new one is made.",
                    e);
        }
    }

    /** The file with its public certificate, PEM. */
    public Path caFile() {
        return publicCertificate;
    }

    /** Its public certificate, PEM. */
    public String caPem() {
        try {
            return pem(certificate);
        } catch (IOException e) {
            throw new EngineException("Writing a certificate to memory failed", e);
        }
    }

    /**
     * A trust store for JVMs that talk to servers of this authority as they talk to AWS: what the JDK trusts, and this
     * authority.
     */
    public Path trustStore() {
        try {
            var store = KeyStore.getInstance(
                    Path.of(System.getProperty("java.home"), "lib/security/cacerts")
                            .toFile(),
                    TRUST_STORE_PASSWORD);
            store.setCertificateEntry("twospeed-local-authority", certificate);
            var file = publicCertificate.resolveSibling("trust.jks");
            // JKS, which every JDK reads whatever its default: PKCS#12 would be deciphered at each start of a function.
            var copy = KeyStore.getInstance("JKS");
            copy.load(null, null);
            for (var alias : Collections.list(store.aliases())) {
                copy.setCertificateEntry(alias, store.getCertificate(alias));
            }
            var temporary = Files.createTempFile(publicCertificate.getParent(), "trust", ".tmp");
            try (var out = Files.newOutputStream(temporary)) {
                copy.store(out, TRUST_STORE_PASSWORD);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException | GeneralSecurityException e) {
            throw new EngineException("Writing a trust store beside " + publicCertificate + " failed: " + e, e);
        }
    }

    /** Makes a key and a certificate for a server on {@code localhost} and 127.0.0.1. */
    public ServerCertificate issue() {
        try {
            var pair = newKey();
            var names = new GeneralNames(new GeneralName[] {
                new GeneralName(GeneralName.dNSName, "localhost"), new GeneralName(GeneralName.iPAddress, "127.0.0.1")
            });
            var now = Instant.now();
            var builder = new JcaX509v3CertificateBuilder(
                            certificate,
                            serial(),
                            Date.from(now.minus(CLOCK_SLACK)),
                            Date.from(now.plus(SERVER_LIFE)),
                            new X500Name("CN=localhost"),
                            pair.getPublic())
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(
                            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                    .addExtension(Extension.subjectAlternativeName, false, names);
            return new ServerCertificate(pair.getPrivate(), sign(builder, key), certificate);
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new EngineException("Making a server certificate failed: " + e, e);
        }
    }

    private static LocalAuthority read(Path secret, Path publicCertificate)
            throws IOException, GeneralSecurityException {
        try (var parser = new PEMParser(new StringReader(Files.readString(secret)))) {
            if (parser.readObject() instanceof PrivateKeyInfo privateKey
                    && parser.readObject() instanceof X509CertificateHolder holder) {
                return new LocalAuthority(
                        new JcaPEMKeyConverter().getPrivateKey(privateKey),
                        new JcaX509CertificateConverter().getCertificate(holder),
                        publicCertificate);
            }
            throw new IOException(secret + " does not hold a key and a certificate");
        }
    }

    private static String fresh() throws GeneralSecurityException, OperatorCreationException, IOException {
        var pair = newKey();
        var name = new X500Name("CN=twospeed local authority");
        var now = Instant.now();
        var builder = new JcaX509v3CertificateBuilder(
                        name,
                        serial(),
                        Date.from(now.minus(CLOCK_SLACK)),
                        Date.from(now.plus(AUTHORITY_LIFE)),
                        name,
                        pair.getPublic())
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        return pem(pair.getPrivate()) + pem(sign(builder, pair.getPrivate()));
    }

    private static X509Certificate sign(org.bouncycastle.cert.X509v3CertificateBuilder builder, PrivateKey key)
            throws OperatorCreationException, GeneralSecurityException {
        // An authority that was made by a release before may have an elliptic key.
        var signature = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        var signer = new JcaContentSignerBuilder(signature).build(key);
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    private static KeyPair newKey() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(RSA_BITS);
        return generator.generateKeyPair();
    }

    private static BigInteger serial() {
        return new BigInteger(127, new SecureRandom());
    }

    static String pem(Object thing) throws IOException {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            // PKCS#8 and not the writer's own choice, which not every server reads.
            var shape = thing instanceof PrivateKey privateKey
                    ? PrivateKeyInfo.getInstance(privateKey.getEncoded())
                    : thing;
            writer.writeObject(
                    shape instanceof PrivateKeyInfo info
                            ? new org.bouncycastle.util.io.pem.PemObject("PRIVATE KEY", info.getEncoded())
                            : shape);
        }
        return text.toString();
    }

    static void writeAtomically(Path file, String content, String permissions) throws IOException {
        var attribute = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
        var temporary =
                Files.createTempFile(file.getParent(), file.getFileName().toString(), ".tmp", attribute);
        Files.writeString(temporary, content, StandardCharsets.US_ASCII);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
