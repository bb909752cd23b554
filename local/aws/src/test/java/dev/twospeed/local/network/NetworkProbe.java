package dev.twospeed.local.network;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A program that tries what it reaches, and says so in one line for each try. */
public final class NetworkProbe {
    private NetworkProbe() {}

    /** Tries such as {@code connect:<host>:<port>}, {@code echo:<port>:<bytes>:<connections>}, {@code hold:<port>}, {@code exit:<code>}. */
    public static void main(String[] tries) throws Exception {
        for (var one : tries) {
            var words = one.split(":");
            switch (words[0]) {
                case "connect" -> System.out.println(connect(words[1], Integer.parseInt(words[2])));
                case "echo" ->
                    System.out.println(
                            echo(Integer.parseInt(words[1]), Integer.parseInt(words[2]), Integer.parseInt(words[3])));
                case "environment" ->
                    System.out.println(
                            System.getenv().keySet().stream().sorted().toList());
                case "hold" -> hold(Integer.parseInt(words[1]));
                case "exit" -> System.exit(Integer.parseInt(words[1]));
                default -> throw new IllegalArgumentException(one);
            }
        }
    }

    private static String connect(String host, int port) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), 500);
            return "connected";
        } catch (SocketTimeoutException e) {
            return "timed out";
        } catch (ConnectException e) {
            return "refused";
        }
    }

    /** Keeps a connection until it is ended from the other side. */
    private static void hold(int port) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write('x');
            System.out.println("held " + socket.getInputStream().read());
            System.out.println("ended " + socket.getInputStream().read());
        }
    }

    /** Sends bytes over several connections at once, half-closes, and counts those that came back whole, with an end mark. */
    private static String echo(int port, int bytes, int connections) throws Exception {
        var workers = Executors.newCachedThreadPool();
        try {
            var all = new ArrayList<Callable<Boolean>>();
            for (var i = 0; i < connections; i++) {
                all.add(() -> comesBack(port, bytes, workers));
            }
            var whole = 0;
            for (var answer : workers.invokeAll(all)) {
                whole += answer.get() ? 1 : 0;
            }
            return whole + " whole";
        } finally {
            workers.shutdown();
        }
    }

    private static boolean comesBack(int port, int bytes, ExecutorService workers) throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var sent = workers.submit(() -> send(socket, bytes));
            var in = new DataInputStream(socket.getInputStream());
            var digest = MessageDigest.getInstance("SHA-256");
            var buffer = new byte[65536];
            for (var left = bytes; left > 0; ) {
                var count = in.read(buffer, 0, Math.min(left, buffer.length));
                if (count < 0) {
                    return false;
                }
                digest.update(buffer, 0, count);
                left -= count;
            }
            var mark = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return mark.equals("end")
                    && HexFormat.of().formatHex(digest.digest()).equals(sent.get());
        }
    }

    private static String send(Socket socket, int bytes) throws Exception {
        var digest = MessageDigest.getInstance("SHA-256");
        var random = new Random(bytes + socket.getLocalPort());
        var buffer = new byte[65536];
        for (var left = bytes; left > 0; left -= Math.min(left, buffer.length)) {
            random.nextBytes(buffer);
            digest.update(buffer, 0, Math.min(left, buffer.length));
            socket.getOutputStream().write(buffer, 0, Math.min(left, buffer.length));
        }
        socket.shutdownOutput();
        return HexFormat.of().formatHex(digest.digest());
    }
}
