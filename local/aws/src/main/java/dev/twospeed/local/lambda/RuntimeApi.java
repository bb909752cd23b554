package dev.twospeed.local.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.twospeed.local.lambda.FunctionInvoker.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Lambda Runtime API for one execution environment: hands out one event at a time and takes its answer.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Lambda Runtime API</a>
 */
final class RuntimeApi implements AutoCloseable {
    static {
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final Logger LOG = LoggerFactory.getLogger(RuntimeApi.class);
    private static final String PATH = "/2018-06-01/runtime/";

    private final String functionArn;
    private final HttpServer http;
    private final ExecutorService workers = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "lambda-runtime-api");
        thread.setDaemon(true);
        return thread;
    });
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final AtomicReference<@Nullable Event> current = new AtomicReference<>();
    private final CompletableFuture<@Nullable Void> ready = new CompletableFuture<>();

    RuntimeApi(String functionArn) throws IOException {
        this.functionArn = functionArn;
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(workers);
        http.createContext(PATH, this::serve);
        http.start();
    }

    /** Host and port, for the variable AWS_LAMBDA_RUNTIME_API. */
    String address() {
        return "127.0.0.1:" + http.getAddress().getPort();
    }

    /** Done when the runtime asks for its first event; failed with {@link InitFailed} when it could not start. */
    CompletableFuture<@Nullable Void> ready() {
        return ready;
    }

    /** Gives the environment an event; the future ends with the function's answer or error. */
    CompletableFuture<Result> offer(String requestId, byte[] payload, Duration timeout) {
        var event = new Event(requestId, payload, Instant.now().plus(timeout), new CompletableFuture<>());
        events.add(event);
        return event.answer();
    }

    /** Ends what is in flight: the process behind it has gone. */
    void exited(String message) {
        var error = InitFailed.document("Runtime.ExitError", message);
        ready.completeExceptionally(new InitFailed(error));
        var event = current.getAndSet(null);
        if (event != null) {
            event.answer().complete(new Result("Unhandled", error));
        }
        for (var waiting = events.poll(); waiting != null; waiting = events.poll()) {
            waiting.answer().complete(new Result("Unhandled", error));
        }
    }

    private void serve(HttpExchange exchange) {
        try (exchange) {
            var path = exchange.getRequestURI().getPath().substring(PATH.length());
            if (path.equals("invocation/next")) {
                next(exchange);
            } else if (path.equals("init/error")) {
                ready.completeExceptionally(
                        new InitFailed(exchange.getRequestBody().readAllBytes()));
                exchange.sendResponseHeaders(202, -1);
            } else if (path.startsWith("invocation/") && path.endsWith("/response")) {
                answer(exchange, null);
            } else if (path.startsWith("invocation/") && path.endsWith("/error")) {
                answer(exchange, "Unhandled");
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        } catch (IOException environmentGone) {
            LOG.debug("A runtime of {} went away", functionArn, environmentGone); // exited() tells whoever waits
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void next(HttpExchange exchange) throws IOException, InterruptedException {
        ready.complete(null);
        var event = events.take();
        current.set(event);
        var headers = exchange.getResponseHeaders();
        headers.set("Lambda-Runtime-Aws-Request-Id", event.requestId());
        headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(event.deadline().toEpochMilli()));
        headers.set("Lambda-Runtime-Invoked-Function-Arn", functionArn);
        headers.set("Lambda-Runtime-Trace-Id", "Root=1-00000000-000000000000000000000000;Sampled=0");
        headers.set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, event.payload().length == 0 ? -1 : event.payload().length);
        try (var body = exchange.getResponseBody()) {
            body.write(event.payload());
        }
    }

    private void answer(HttpExchange exchange, @Nullable String error) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        var event = current.getAndSet(null);
        exchange.sendResponseHeaders(202, -1);
        if (event != null) {
            event.answer().complete(new Result(error, body));
        }
    }

    @Override
    public void close() {
        http.stop(0);
        workers.shutdownNow();
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Event(String requestId, byte[] payload, Instant deadline, CompletableFuture<Result> answer) {}

    /** The runtime could not start; holds the error document that callers get. */
    static final class InitFailed extends RuntimeException {
        private final byte[] document;

        InitFailed(byte[] document) {
            super(new String(document, StandardCharsets.UTF_8));
            this.document = document;
        }

        byte[] document() {
            return document.clone();
        }

        static byte[] document(String type, String message) {
            var node = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
            node.put("errorType", type).put("errorMessage", message);
            return node.toString().getBytes(StandardCharsets.UTF_8);
        }
    }
}
