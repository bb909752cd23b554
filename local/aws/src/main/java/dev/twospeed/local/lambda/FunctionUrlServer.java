package dev.twospeed.local.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.twospeed.local.api.RequestSignature;
import dev.twospeed.local.lambda.UrlAnswer.Malformed;
import dev.twospeed.local.resource.AwsError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One function URL: HTTP requests become events of payload format 2.0, answers become HTTP responses.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html">Invoking function URLs</a>
 */
final class FunctionUrlServer implements AutoCloseable {
    static {
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final Logger LOG = LoggerFactory.getLogger(FunctionUrlServer.class);
    private static final int MAX_BODY_BYTES = 6 * 1024 * 1024;

    private final FunctionName function;
    private final RequestSignature signatures;
    private final LambdaService functions;
    private final HttpServer http;
    private final ExecutorService workers = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "function-url");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean signed = true;

    FunctionUrlServer(int port, FunctionName function, RequestSignature signatures, LambdaService functions) {
        this.function = function;
        this.signatures = signatures;
        this.functions = functions;
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The URL of function " + function.name() + " could not listen on port " + port
                            + " of 127.0.0.1: another program has it",
                    e);
        }
        http.setExecutor(workers);
        http.createContext("/", this::serve);
        http.start();
    }

    /** Whether only signed requests are let in, as with AWS_IAM. */
    void requireSignature(boolean required) {
        signed = required;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/");
    }

    private void serve(HttpExchange exchange) {
        try (exchange) {
            answer(exchange).send(exchange);
        } catch (IOException e) {
            LOG.debug("A caller of the URL of {} went away", function.name(), e);
        }
    }

    private UrlAnswer answer(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            return UrlAnswer.message(413, "Request body is larger than 6291456 bytes");
        }
        String caller = null;
        if (signed) {
            try {
                caller = signatures.verify(
                        exchange.getRequestMethod(), exchange.getRequestURI(), exchange.getRequestHeaders(), body);
            } catch (AwsError e) {
                LOG.debug("A request to the URL of {} was refused", function.name(), e);
                return UrlAnswer.message(403, "Forbidden");
            }
        }
        if (!mayInvoke(caller == null ? "*" : caller)) {
            return UrlAnswer.message(
                    403,
                    "Forbidden. For troubleshooting Function URL authorization issues, see:"
                            + " https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html");
        }
        return invoke(exchange, body, caller);
    }

    // Both, since October 2025: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
    private boolean mayInvoke(String caller) {
        var arn = functions.arnOf(function.toString());
        var url = Map.of("lambda:FunctionUrlAuthType", signed ? "AWS_IAM" : "NONE");
        return functions.access().allows(caller, "lambda:InvokeFunctionUrl", arn, url)
                && functions
                        .access()
                        .allows(caller, "lambda:InvokeFunction", arn, Map.of("lambda:InvokedViaFunctionUrl", "true"));
    }

    private UrlAnswer invoke(HttpExchange exchange, byte[] body, @Nullable String caller) {
        try {
            var result = functions.invoke(function.toString(), UrlEvent.of(exchange, body, caller));
            if (result.functionError() != null) {
                LOG.warn("The URL of {} answers 502: {}", function.name(), ErrorDocument.message(result.payload()));
                return UrlAnswer.message(502, "Internal Server Error");
            }
            return UrlAnswer.of(result.payload());
        } catch (Malformed e) {
            LOG.warn("The URL of {} answers 502: {}", function.name(), e.getMessage());
            return UrlAnswer.message(502, "Internal Server Error");
        } catch (AwsError e) {
            return UrlAnswer.message(e.status() == 429 ? 429 : 502, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        http.stop(0);
        workers.shutdownNow();
    }
}
