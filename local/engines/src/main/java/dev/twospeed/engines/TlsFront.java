package dev.twospeed.engines;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLSocketFactory;

/**
 * The network side of an RDS PostgreSQL instance: a port with TLS, forced, that asks for a password or an IAM token.
 *
 * <p>After the login it only moves bytes between the client and the server's UNIX socket, one thread a direction. The
 * server behind trusts whoever reaches its socket, which nobody but this front's user can.
 */
final class TlsFront implements Closeable {
    static final System.Logger LOG = System.getLogger(TlsFront.class.getName());

    private final ServerSocket listener;
    private final SSLSocketFactory tls;
    private final LoginCheck logins;
    private final Path socket;
    private final Set<FrontConnection> connections = ConcurrentHashMap.newKeySet();

    /**
     * Opens the port.
     *
     * @param port on 127.0.0.1, 0 for any
     * @throws EngineException when the port is taken
     */
    TlsFront(int port, ServerCertificate certificate, LoginCheck logins, Path socket) {
        this.tls = certificate.sslContext().getSocketFactory();
        this.logins = logins;
        this.socket = socket;
        try {
            listener = new ServerSocket();
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 128);
        } catch (IOException e) {
            throw new EngineException(
                    "The database's port " + port + " on 127.0.0.1 could not be opened: " + e.getMessage()
                            + ". Stop what uses it.",
                    e);
        }
        daemon("accept", this::accept);
    }

    /** The port it listens on. */
    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                daemon("login", () -> serve(client));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    LOG.log(Level.WARNING, "A connection to port {0} was not accepted: {1}", port(), e);
                }
            }
        }
    }

    private void serve(Socket client) {
        var connection = new FrontConnection(client, tls, logins, socket, "localhost:" + port());
        connections.add(connection);
        try (connection) {
            connection.run();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "A connection ended: {0}", e.toString());
        } finally {
            connections.remove(connection);
        }
    }

    static void daemon(String name, Runnable work) {
        var thread = new Thread(work, "postgresql-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (var connection : connections) {
                connection.close();
            }
            logins.close();
        } catch (IOException | SQLException e) {
            throw new EngineException("Closing the port of a database failed: " + e, e);
        }
    }
}
