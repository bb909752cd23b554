package dev.twospeed.engines;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A server's key and certificate with its authority's. */
public final class ServerCertificate {
    private final PrivateKey key;
    private final X509Certificate certificate;
    private final X509Certificate authority;

    ServerCertificate(PrivateKey key, X509Certificate certificate, X509Certificate authority) {
        this.key = key;
        this.certificate = certificate;
        this.authority = authority;
    }

    /** For a server in this JVM. */
    public SSLContext sslContext() {
        try {
            var password = new char[0];
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", key, password, new Certificate[] {certificate, authority});
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new EngineException("Preparing TLS failed: " + e, e);
        }
    }

    /** For a server that reads PEM files; the key's is readable by its owner only. */
    public void write(Path certificateFile, Path keyFile) throws IOException {
        LocalAuthority.writeAtomically(certificateFile, LocalAuthority.pem(certificate), "rw-r--r--");
        LocalAuthority.writeAtomically(keyFile, LocalAuthority.pem(key), "rw-------");
    }
}
