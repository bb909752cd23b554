package dev.twospeed.handlers.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A TCP proxy that can be told to misbehave: to lose what the server says, to cut its connections, to refuse new ones. */
public final class FaultyProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile boolean silent;
    private volatile boolean cutNext;
    private volatile boolean refusing;

    public FaultyProxy(int target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** From now on nothing that the server says arrives, as with a half-open connection. */
    public void silence(boolean on) {
        silent = on;
    }

    /** Cuts the connection at the server's next word, once. */
    public void cutNextAnswer() {
        cutNext = true;
    }

    /** Cuts all connections and closes new ones at once, until told otherwise. */
    public void refuse(boolean on) {
        refusing = on;
        if (on) {
            sockets.forEach(FaultyProxy::closeQuietly);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (refusing) {
                    client.close();
                    continue;
                }
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(client);
                sockets.add(server);
                start(() -> copy(client, server, false));
                start(() -> copy(server, client, true));
            } catch (IOException e) {
                // The listener was closed, or the target refused: the client sees a closed connection.
                if (listener.isClosed()) {
                    return;
                }
            }
        }
    }

    private void copy(Socket from, Socket to, boolean fromServer) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (fromServer && cutNext) {
                    cutNext = false;
                    return;
                }
                if (!(fromServer && silent)) {
                    out.write(buffer, 0, read);
                }
            }
        } catch (IOException e) {
            // One end was closed; so is the other now.
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "faulty-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed then.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        sockets.forEach(FaultyProxy::closeQuietly);
    }
}
