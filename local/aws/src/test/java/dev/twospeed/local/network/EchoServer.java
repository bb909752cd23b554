package dev.twospeed.local.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Sends back what it gets; when the other side has ended, an end mark. */
final class EchoServer implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    EchoServer() throws IOException {
        daemon(() -> {
            while (true) {
                var socket = server.accept();
                open.add(socket);
                daemon(() -> echo(socket));
            }
        });
    }

    int port() {
        return server.getLocalPort();
    }

    /** How many connections have not ended. */
    int connections() {
        return open.size();
    }

    private void echo(Socket socket) throws IOException {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
            socket.getOutputStream().write("end".getBytes(StandardCharsets.US_ASCII));
        } finally {
            open.remove(socket);
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void daemon(Task task) {
        var thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException e) {
                // The other side, or the test, has ended.
                return;
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
