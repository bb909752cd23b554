package dev.twospeed.engines;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * One client of a {@link TlsFront}, from its first byte to its last.
 *
 * <p>Source of the message formats: PostgreSQL documentation, "Frontend/Backend Protocol".
 */
final class FrontConnection implements Closeable {
    private static final int SSL_REQUEST = 80877103;
    private static final int GSS_REQUEST = 80877104;
    private static final int CANCEL_REQUEST = 80877102;
    private static final int PROTOCOL_3 = 3;
    private static final int LONGEST_STARTUP = 10_000;
    private static final int LONGEST_PASSWORD = 65_536;
    private static final int LOGIN_MILLIS = 60_000;
    private static final int BUFFER = 1 << 16;

    private final Socket plain;
    private final SSLSocketFactory tls;
    private final LoginCheck logins;
    private final Path socket;
    private final String endpoint;
    private Socket client;
    private @Nullable SocketChannel server;

    FrontConnection(Socket plain, SSLSocketFactory tls, LoginCheck logins, Path socket, String endpoint) {
        this.plain = plain;
        this.client = plain;
        this.tls = tls;
        this.logins = logins;
        this.socket = socket;
        this.endpoint = endpoint;
    }

    /** A start-up packet without its length: a protocol number or request code, and what follows. */
    private record Packet(int code, byte[] content) {
        /** As it goes to the server. */
        ByteBuffer bytes() {
            return ByteBuffer.allocate(8 + content.length)
                    .putInt(8 + content.length)
                    .putInt(code)
                    .put(content)
                    .flip();
        }

        /** The parameters of a start-up message, such as user and database. */
        Map<String, String> parameters() {
            var words = new String(content, StandardCharsets.UTF_8).split("\0");
            var parameters = new HashMap<String, String>();
            for (int i = 0; i + 1 < words.length; i += 2) {
                parameters.put(words[i], words[i + 1]);
            }
            return parameters;
        }
    }

    void run() throws IOException {
        plain.setTcpNoDelay(true);
        plain.setSoTimeout(LOGIN_MILLIS);
        for (; ; ) {
            var packet = readPacket(client.getInputStream());
            if (packet.code() == SSL_REQUEST && client == plain) {
                plain.getOutputStream().write('S');
                client = startTls();
            } else if (packet.code() == SSL_REQUEST || packet.code() == GSS_REQUEST) {
                client.getOutputStream().write('N');
            } else if (packet.code() == CANCEL_REQUEST) {
                openServer().write(packet.bytes());
                return;
            } else if (packet.code() >> 16 == PROTOCOL_3) {
                logIn(packet);
                return;
            } else {
                refuse("0A000", "unsupported frontend protocol");
                return;
            }
        }
    }

    private Socket startTls() throws IOException {
        var secured = (SSLSocket) tls.createSocket(plain, "localhost", plain.getPort(), true);
        secured.setUseClientMode(false);
        secured.startHandshake();
        return secured;
    }

    private void logIn(Packet startup) throws IOException {
        var parameters = startup.parameters();
        var user = parameters.getOrDefault("user", "");
        var database = parameters.getOrDefault("database", user);
        if (client == plain) {
            refuse(
                    "28000",
                    "no pg_hba.conf entry for host \"127.0.0.1\", user \"" + user + "\", database \"" + database
                            + "\", no encryption");
            return;
        }
        try {
            logins.check(user, askPassword(), endpoint);
        } catch (LoginCheck.Refusal refusal) {
            TlsFront.LOG.log(
                    Level.INFO,
                    "Login of {0} refused: {1}",
                    user,
                    refusal.getCause().getMessage());
            refuse(refusal.sqlState(), String.valueOf(refusal.getMessage()));
            return;
        } catch (SQLException e) {
            refuse("57P03", "the database system is starting up or shutting down");
            return;
        }
        client.setSoTimeout(0);
        splice(startup);
    }

    private String askPassword() throws IOException {
        client.getOutputStream().write(new byte[] {'R', 0, 0, 0, 8, 0, 0, 0, 3});
        var input = new DataInputStream(client.getInputStream());
        var type = input.readByte();
        var length = input.readInt() - 4;
        if (type != 'p' || length < 1 || length > LONGEST_PASSWORD) {
            throw new IOException("The client sent no password message");
        }
        var password = new byte[length];
        input.readFully(password);
        return new String(password, 0, length - 1, StandardCharsets.UTF_8);
    }

    private void splice(Packet startup) throws IOException {
        SocketChannel channel;
        try {
            channel = openServer();
            channel.write(startup.bytes());
        } catch (IOException e) {
            refuse("57P03", "the database system is not available");
            return;
        }
        TlsFront.daemon("answers", () -> moveAnswers(channel));
        try (this) {
            var input = client.getInputStream();
            var bytes = new byte[BUFFER];
            for (int read = input.read(bytes); read >= 0; read = input.read(bytes)) {
                var buffer = ByteBuffer.wrap(bytes, 0, read);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            }
        }
    }

    private void moveAnswers(SocketChannel channel) {
        try (this) {
            var output = client.getOutputStream();
            var bytes = new byte[BUFFER];
            var buffer = ByteBuffer.wrap(bytes);
            while (channel.read(buffer) >= 0) {
                output.write(bytes, 0, buffer.position());
                buffer.clear();
            }
        } catch (IOException e) {
            TlsFront.LOG.log(Level.DEBUG, "A client left: {0}", e.toString());
        }
    }

    private SocketChannel openServer() throws IOException {
        var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        server = channel;
        return channel;
    }

    private void refuse(String sqlState, String message) throws IOException {
        var fields = ("SFATAL\0VFATAL\0C" + sqlState + "\0M" + message + "\0\0").getBytes(StandardCharsets.UTF_8);
        var answer = ByteBuffer.allocate(5 + fields.length)
                .put((byte) 'E')
                .putInt(4 + fields.length)
                .put(fields);
        OutputStream output = client.getOutputStream();
        output.write(answer.array());
        output.flush();
    }

    private static Packet readPacket(InputStream stream) throws IOException {
        var input = new DataInputStream(stream);
        var length = input.readInt();
        if (length < 8 || length > LONGEST_STARTUP) {
            throw new EOFException("A start-up packet of " + length + " bytes");
        }
        var code = input.readInt();
        var content = new byte[length - 8];
        input.readFully(content);
        return new Packet(code, content);
    }

    @Override
    public void close() throws IOException {
        try (var open = client) {
            if (server != null) {
                server.close();
            }
        }
    }
}
