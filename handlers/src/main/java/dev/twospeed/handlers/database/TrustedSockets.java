package dev.twospeed.handlers.database;

import dev.twospeed.recommender.tls.DatabaseTrust;
import java.util.Properties;
import org.postgresql.ssl.WrappedFactory;

/** The driver's sockets: they trust the authorities of RDS and the additional one of the connection's properties, and no others. */
public final class TrustedSockets extends WrappedFactory {
    /** The connection property with the PEM of additional certificate authorities. */
    static final String ADDITIONAL_CA = "twospeedAdditionalCa";

    /** Called by the driver for each connection. */
    public TrustedSockets(Properties connection) {
        factory = DatabaseTrust.inRdsAnd(connection.getProperty(ADDITIONAL_CA, ""))
                .sslContext()
                .getSocketFactory();
    }
}
