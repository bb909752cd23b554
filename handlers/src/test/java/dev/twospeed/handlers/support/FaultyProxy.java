package dev.twospeed.handlers.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A TCP proxy that can be told to misbehave: to lose what the server says or pass it on late, to cut its connections, to refuse
 * new ones.
 */
public final class FaultyProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile boolean silent;
    private volatile boolean cutNext;
    private volatile boolean refusing;
    private volatile Duration delay = Duration.ZERO;
    private volatile int stranded;
    private final AtomicLong untilCut = new AtomicLong(Long.MAX_VALUE);

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

    /** Cuts the connection once its clients have sent so many bytes more. */
    public void cutAfter(long bytes) {
        untilCut.set(bytes);
    }

    /** Holds back each piece of what the server says for so long. */
    public void delay(Duration each) {
        delay = each;
    }

    /** Leaves the connections of now half-open: their answers are lost, new connections work. */
    public void strand() {
        stranded = sockets.size();
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
                int number = sockets.size();
                sockets.add(client);
                sockets.add(server);
                start(() -> copy(client, server, number, false));
                start(() -> copy(server, client, number, true));
            } catch (IOException e) {
                // The listener was closed, or the target refused: the client sees a closed connection.
                if (listener.isClosed()) {
                    return;
                }
            }
        }
    }

    private void copy(Socket from, Socket to, int number, boolean fromServer) {
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
                if (!fromServer && untilCut.addAndGet(-read) < 0) {
                    untilCut.set(Long.MAX_VALUE);
                    return;
                }
                if (fromServer) {
                    Thread.sleep(delay.toMillis());
                }
                if (!(fromServer && (silent || number < stranded))) {
                    out.write(buffer, 0, read);
                }
            }
        } catch (IOException | InterruptedException e) {
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
