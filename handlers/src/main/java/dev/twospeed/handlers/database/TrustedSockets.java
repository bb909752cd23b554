package dev.twospeed.handlers.database;

import dev.twospeed.recommender.tls.DatabaseTrust;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLSocketFactory;
import org.postgresql.ssl.WrappedFactory;

/**
 * The driver's sockets: they trust the authorities of RDS and the additional one of the connection's properties, and no others.
 *
 * <p>The driver makes one of these for each connection, by name: so what it takes long to make, the trust in a hundred certificates, is
 * kept for the life of the process, once for each additional authority (a function has one).
 */
public final class TrustedSockets extends WrappedFactory {
    /** The connection property with the PEM of additional certificate authorities. */
    static final String ADDITIONAL_CA = "twospeedAdditionalCa";

    private static final Map<String, SSLSocketFactory> FACTORIES = new ConcurrentHashMap<>();

    /** Called by the driver for each connection. */
    public TrustedSockets(Properties connection) {
        factory = trusting(connection.getProperty(ADDITIONAL_CA, ""));
    }

    /** Sockets that trust RDS and these authorities, PEM, empty for none. */
    public static SSLSocketFactory trusting(String additionalCa) {
        return FACTORIES.computeIfAbsent(
                additionalCa, pem -> DatabaseTrust.inRdsAnd(pem).sslContext().getSocketFactory());
    }
}
