package dev.twospeed.handlers.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** As much of S3 as the handlers use, over a folder whose first level are buckets; it can be told to fail. */
public final class FolderS3 implements AutoCloseable {
    private static final int PIECE = 4096;

    static {
        // Read by the server's class: without it the system holds a content back until its headers are acknowledged,
        // .04 s later.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final Path folder;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile int failure;
    private volatile Duration delay = Duration.ZERO;
    private volatile Duration pause = Duration.ZERO;
    private volatile int most = Integer.MAX_VALUE;

    public FolderS3(Path folder) throws IOException {
        this.folder = folder;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Answers all requests with this status from now on; 0 ends that. */
    public void fail(int status) {
        fail(status, Integer.MAX_VALUE);
    }

    /** Answers so many requests with this status. */
    public void fail(int status, int requests) {
        failures.set(requests);
        failure = status;
    }

    /** Waits before each answer, as if it came from far. */
    public void delay(Duration each) {
        delay = each;
    }

    /** Waits before each 4 KiB of a content. */
    public void slow(Duration each) {
        pause = each;
    }

    /** Ends the connection after so many bytes of a content. */
    public void cutAfter(int bytes) {
        most = bytes;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            sleep(delay);
            String path = exchange.getRequestURI().getPath().substring(1);
            String query = exchange.getRequestURI().getRawQuery();
            Path file = folder.resolve(path);
            if (failure != 0 && failures.getAndDecrement() > 0) {
                send(
                        exchange,
                        failure,
                        "<Error><Code>" + (failure == 403 ? "AccessDenied" : "SlowDown")
                                + "</Code><Message>told to fail</Message></Error>");
            } else if (exchange.getRequestMethod().equals("PUT")) {
                Files.write(file, body(exchange));
                send(exchange, 200, "");
            } else if (query != null && query.contains("list-type=2")) {
                send(exchange, 200, listing(path, parameter(query, "prefix")));
            } else if (Files.isRegularFile(file)) {
                get(exchange, Files.readAllBytes(file));
            } else {
                send(exchange, 404, "<Error><Code>NoSuchKey</Code><Message>none</Message></Error>");
            }
        }
    }

    /** All of a content, or what a range of "bytes=FROM-" leaves of it. */
    private void get(HttpExchange exchange, byte[] content) throws IOException {
        String tag = "\"" + Arrays.hashCode(content) + "\"";
        String range = exchange.getRequestHeaders().getFirst("Range");
        String wanted = exchange.getRequestHeaders().getFirst("If-Match");
        if (wanted != null && !wanted.equals(tag)) {
            send(exchange, 412, "<Error><Code>PreconditionFailed</Code><Message>another object</Message></Error>");
            return;
        }
        int from = range == null ? 0 : Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
        byte[] part = Arrays.copyOfRange(content, from, content.length);
        exchange.getResponseHeaders().set("Content-Length", String.valueOf(part.length));
        exchange.getResponseHeaders().set("ETag", tag);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(range == null ? 200 : 206, head ? -1 : part.length);
        if (!head) {
            write(part, exchange.getResponseBody());
        }
    }

    private void write(byte[] content, OutputStream out) throws IOException {
        int length = Math.min(content.length, most);
        for (int at = 0; at < length; at += PIECE) {
            if (!pause.isZero()) {
                out.flush();
                sleep(pause);
            }
            out.write(content, at, Math.min(PIECE, length - at));
        }
    }

    private static void sleep(Duration time) throws IOException {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            throw new InterruptedIOException("the server ends");
        }
    }

    /** The SDK sends a body in chunks of "length;signature", so that a checksum can follow it. */
    private static byte[] body(HttpExchange exchange) throws IOException {
        byte[] raw = exchange.getRequestBody().readAllBytes();
        if (!String.valueOf(exchange.getRequestHeaders().get("Content-Encoding"))
                .contains("aws-chunked")) {
            return raw;
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String text = new String(raw, StandardCharsets.ISO_8859_1);
        int at = 0;
        while (true) {
            int end = text.indexOf("\r\n", at);
            int length = Integer.parseInt(text.substring(at, end).split(";", -1)[0], 16);
            if (length == 0) {
                return body.toByteArray();
            }
            body.write(raw, end + 2, length);
            at = end + 2 + length + 2;
        }
    }

    private String listing(String bucket, String prefix) {
        try (Stream<Path> entries = Files.list(folder.resolve(bucket).resolve(prefix))) {
            return entries.filter(Files::isDirectory)
                    .map(entry ->
                            "<CommonPrefixes><Prefix>" + prefix + entry.getFileName() + "/</Prefix></CommonPrefixes>")
                    .collect(Collectors.joining(
                            "", "<ListBucketResult><IsTruncated>false</IsTruncated>", "</ListBucketResult>"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String parameter(String query, String name) {
        return Stream.of(query.split("&"))
                .filter(part -> part.startsWith(name + "="))
                .map(part -> URLDecoder.decode(part.substring(name.length() + 1), StandardCharsets.UTF_8))
                .findFirst()
                .orElse("");
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        boolean none = bytes.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, none ? -1 : bytes.length);
        if (!none) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
