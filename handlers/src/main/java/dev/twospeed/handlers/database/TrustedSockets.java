package dev.twospeed.handlers.database;

import dev.twospeed.recommender.tls.DatabaseTrust;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLSocketFactory;
import org.postgresql.ssl.WrappedFactory;

/**
 * The driver's sockets: they trust the authorities of RDS in the region and the additional one of the connection's properties, and no others.
 *
 * <p>The driver makes one of these for each connection, by name: so what it takes long to make is kept for the life of the
 * process, once for each region and additional authority (a function has one).
 */
public final class TrustedSockets extends WrappedFactory {
    /** The connection property with the region of AWS that the database is in. */
    static final String REGION = "twospeedRegion";

    /** The connection property with the PEM of additional certificate authorities. */
    static final String ADDITIONAL_CA = "twospeedAdditionalCa";

    private static final Map<String, SSLSocketFactory> FACTORIES = new ConcurrentHashMap<>();

    /** Called by the driver for each connection. */
    public TrustedSockets(Properties connection) {
        factory = trusting(connection.getProperty(REGION, ""), connection.getProperty(ADDITIONAL_CA, ""));
    }

    /** Sockets that trust RDS in this region and these authorities, PEM, empty for none. */
    public static SSLSocketFactory trusting(String region, String additionalCa) {
        // The key is a text: a record's hash is linked when it is first asked for, and a function is starting here.
        return FACTORIES.computeIfAbsent(
                region + "\n" + additionalCa,
                key -> DatabaseTrust.inRdsOf(region, additionalCa).sslContext().getSocketFactory());
    }
}
