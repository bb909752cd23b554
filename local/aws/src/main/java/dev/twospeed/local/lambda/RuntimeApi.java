package dev.twospeed.local.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.twospeed.local.lambda.FunctionInvoker.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
 * <p>An environment with SnapStart stops once in {@code restore/next}, where AWS takes the snapshot, and goes on when
 * the first event comes.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Lambda Runtime API</a>
 */
final class RuntimeApi implements AutoCloseable {
    static {
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final Logger LOG = LoggerFactory.getLogger(RuntimeApi.class);
    private static final String PATH = "/2018-06-01/runtime/";
    // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: 6 MB, and what Lambda adds to it.
    private static final int MAX_ANSWER_BYTES = 6_291_556;

    private final String functionArn;
    private final HttpServer http;
    private final ExecutorService workers = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "lambda-runtime-api");
        thread.setDaemon(true);
        return thread;
    });
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final AtomicReference<@Nullable Event> current = new AtomicReference<>();
    private final CompletableFuture<@Nullable Void> initialised = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> restored = new CompletableFuture<>();
    private final CompletableFuture<byte[]> ended = new CompletableFuture<>();

    RuntimeApi(String functionArn) throws IOException {
        this.functionArn = functionArn;
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(workers);
        http.createContext(PATH, this::serve);
        http.start();
    }

    /** Gives the environment's SDK clients credentials, as AWS does where a snapshot must hold none. */
    void credentials(RoleCredentials credentials) {
        http.createContext(RoleCredentials.PATH, credentials::serve);
    }

    /** Host and port, for the variable AWS_LAMBDA_RUNTIME_API. */
    String address() {
        return "127.0.0.1:" + port();
    }

    int port() {
        return http.getAddress().getPort();
    }

    /** Done when the runtime has loaded the function; failed with {@link InitFailed} when it could not. */
    CompletableFuture<@Nullable Void> initialised() {
        return initialised;
    }

    /** Gives the environment an event; the future ends with the function's answer or error. */
    CompletableFuture<Result> offer(String requestId, byte[] payload, Duration timeout) {
        var event = new Event(requestId, payload, Instant.now().plus(timeout), new CompletableFuture<>());
        restored.complete(null);
        events.add(event);
        var unused = ended.thenAccept(error -> event.answer().complete(new Result("Unhandled", error)));
        return event.answer();
    }

    /** Ends what is in flight with an error document: the process behind it has gone. */
    void exited(byte[] error) {
        initialised.completeExceptionally(new InitFailed(error));
        ended.complete(error);
    }

    private void serve(HttpExchange exchange) {
        try (exchange) {
            var path = exchange.getRequestURI().getPath().substring(PATH.length());
            if (path.equals("invocation/next")) {
                next(exchange);
            } else if (path.equals("restore/next")) {
                initialised.complete(null);
                restored.join();
                exchange.sendResponseHeaders(200, -1);
            } else if (path.equals("init/error")) {
                var error = exchange.getRequestBody().readAllBytes();
                initialised.completeExceptionally(new InitFailed(error));
                exchange.sendResponseHeaders(202, -1);
            } else if (path.equals("restore/error")) {
                ended.complete(exchange.getRequestBody().readAllBytes());
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
        initialised.complete(null);
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
        var tooLarge = body.length > MAX_ANSWER_BYTES;
        exchange.sendResponseHeaders(tooLarge ? 413 : 202, -1);
        if (event == null) {
            return;
        }
        if (tooLarge) {
            var sentence = "Response payload size (" + body.length + " bytes) exceeded maximum allowed payload size ("
                    + MAX_ANSWER_BYTES + " bytes).";
            event.answer()
                    .complete(new Result("Unhandled", ErrorDocument.of("Function.ResponseSizeTooLarge", sentence)));
        } else {
            event.answer().complete(new Result(error, body));
        }
    }

    @Override
    public void close() {
        http.stop(0);
        workers.shutdownNow();
        restored.complete(null);
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Event(String requestId, byte[] payload, Instant deadline, CompletableFuture<Result> answer) {}

    /** The runtime could not load the function; holds the error document that callers get. */
    static final class InitFailed extends RuntimeException {
        private final byte[] document;

        InitFailed(byte[] document) {
            super(ErrorDocument.message(document));
            this.document = document;
        }

        byte[] document() {
            return document.clone();
        }
    }
}
