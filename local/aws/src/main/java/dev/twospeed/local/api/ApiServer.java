package dev.twospeed.local.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.resource.AwsError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The endpoint of every embedded service but S3.
 *
 * <p>JSON services are found by {@code X-Amz-Target}, query services by the version of their API, REST services by path;
 * requests carry AWS signatures, and refusals have AWS's shape.
 */
public final class ApiServer implements AutoCloseable {
    static {
        // Read once by the JDK's server class. Without it each answer waits for the client's delayed
        // acknowledgement, and Kinesis is 17 times slower.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);

    private static final String ANY = "";

    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
    private final URI endpoint;
    private final ExecutorService workers;
    private final RequestSignature signature;
    private final Map<String, JsonService> services;
    private final Map<String, QueryService> queries = new ConcurrentHashMap<>();
    private final Map<String, RestHandler> paths = new ConcurrentHashMap<>();

    /**
     * Starts to listen on 127.0.0.1.
     *
     * @param port 0 for any free port
     * @throws UncheckedIOException when the port is taken
     */
    public ApiServer(int port, AccessKeys keys, List<JsonService> services) {
        signature = new RequestSignature(keys);
        this.services = services.stream().collect(Collectors.toMap(JsonService::targetPrefix, s -> s));
        query(new SecurityTokens());
        workers = Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "aws-api");
            thread.setDaemon(true);
            return thread;
        });
        endpoint = listen(port, ANY);
    }

    /**
     * Listens on one more port, for requests to one service only, as the service's own address does.
     *
     * @param service the name that requests to it are signed for
     * @return where that is
     * @throws UncheckedIOException when the port is taken
     */
    public URI listen(int port, String service) {
        try {
            var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            http.setExecutor(workers);
            http.createContext("/", exchange -> serve(exchange, service));
            http.start();
            servers.add(http);
            return uri(http);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The embedded AWS could not listen on port " + port + " of 127.0.0.1: another program has it", e);
        }
    }

    /** Where it listens, such as {@code http://127.0.0.1:4566}. */
    public URI endpoint() {
        return endpoint;
    }

    private static URI uri(HttpServer http) {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    /** Gives the requests below a path to a REST service; the longest prefix that fits wins. */
    public void path(String prefix, RestHandler handler) {
        if (paths.putIfAbsent(prefix, handler) != null) {
            throw new IllegalArgumentException("Two services want the path " + prefix);
        }
    }

    /** Adds a service of the query protocol. */
    public void query(QueryService service) {
        if (queries.putIfAbsent(service.apiVersion(), service) != null) {
            throw new IllegalArgumentException("Two services have the API version " + service.apiVersion());
        }
    }

    private void serve(HttpExchange exchange, String service) {
        try (exchange) {
            RestAnswer answer;
            try {
                answer = answer(exchange, service);
            } catch (AwsError e) {
                answer = refusal(exchange, e);
            } catch (RuntimeException e) {
                LOG.error("{} failed", target(exchange), e);
                answer = refusal(
                        exchange,
                        new AwsError(500, "InternalFailure", target(exchange) + " failed in the embedded AWS: " + e));
            }
            send(exchange, answer);
        } catch (IOException e) {
            // The client has gone; whoever waits for the answer knows before we do.
            LOG.debug("{} was not answered", target(exchange), e);
        }
    }

    private RestAnswer answer(HttpExchange exchange, String service) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        var headers = exchange.getRequestHeaders();
        var caller = signature.verify(exchange.getRequestMethod(), exchange.getRequestURI(), headers, body);
        if (!service.equals(ANY) && !service.equals(signature.service(headers))) {
            throw new AwsError(
                    403,
                    "InvalidSignatureException",
                    "Credential should be scoped to correct service: '" + service + "'.");
        }
        var target = headers.getFirst("X-Amz-Target");
        if (target != null) {
            return json(target, body, caller, WireFormat.of(headers.getFirst("Content-Type")));
        }
        if (isQuery(exchange)) {
            return query(parameters(new String(body, StandardCharsets.UTF_8)), caller);
        }
        return rest(exchange, body, caller);
    }

    private RestAnswer json(String target, byte[] body, String caller, WireFormat format) throws IOException {
        var dot = target.lastIndexOf('.');
        var service = services.get(target.substring(0, Math.max(dot, 0)));
        if (service == null) {
            throw new AwsError(
                    400,
                    "UnknownOperationException",
                    "The embedded AWS does not serve " + target + "; it serves " + services.keySet());
        }
        var request = JsonNodeFactory.instance.objectNode();
        try {
            request = format.read(body);
        } catch (IOException e) {
            throw new AwsError(400, "SerializationException", "The body of " + target + " cannot be read: " + e);
        }
        var answer = service.handle(target.substring(dot + 1), request, caller);
        return new RestAnswer(200, Map.of("Content-Type", format.contentType()), format.write(answer));
    }

    private static boolean isQuery(HttpExchange exchange) {
        return String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"))
                .startsWith(QueryProtocol.FORM);
    }

    private RestAnswer query(Map<String, String> parameters, String caller) {
        var action = parameters.getOrDefault("Action", "");
        var version = parameters.getOrDefault("Version", "");
        var service = queries.get(version);
        if (service == null) {
            throw new AwsError(
                    400,
                    "InvalidAction",
                    "The embedded AWS does not serve the action '" + action + "' of the API version '" + version
                            + "'; it serves the versions " + queries.keySet());
        }
        return QueryProtocol.answer(action, service.handle(action, parameters, caller));
    }

    private RestAnswer rest(HttpExchange exchange, byte[] body, String caller) {
        var path = exchange.getRequestURI().getPath();
        var handler = paths.entrySet().stream()
                .filter(e -> path.startsWith(e.getKey()))
                .max(Map.Entry.comparingByKey((a, b) -> Integer.compare(a.length(), b.length())))
                .map(Map.Entry::getValue)
                .orElseThrow(() -> new AwsError(
                        404,
                        "UnknownOperationException",
                        "The embedded AWS does not serve " + target(exchange) + "; it serves " + paths.keySet()));
        var headers = new HashMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        var query = exchange.getRequestURI().getRawQuery();
        return handler.handle(new RestRequest(
                exchange.getRequestMethod(),
                path,
                query == null ? Map.of() : parameters(query),
                Map.copyOf(headers),
                body,
                caller));
    }

    private static Map<String, String> parameters(String encoded) {
        var parameters = new HashMap<String, String>();
        for (var parameter : encoded.split("&")) {
            var pair = parameter.split("=", 2);
            parameters.put(
                    URLDecoder.decode(pair[0], StandardCharsets.UTF_8),
                    pair.length == 1 ? "" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private static RestAnswer refusal(HttpExchange exchange, AwsError error) throws IOException {
        if (isQuery(exchange)) {
            return QueryProtocol.refusal(error);
        }
        var format = WireFormat.of(exchange.getRequestHeaders().getFirst("Content-Type"));
        var document = JsonNodeFactory.instance.objectNode();
        document.put("__type", error.code());
        document.put("message", error.getMessage());
        return new RestAnswer(
                error.status(),
                Map.of("Content-Type", format.contentType(), "x-amzn-ErrorType", error.code()),
                format.write(document));
    }

    private static void send(HttpExchange exchange, RestAnswer answer) throws IOException {
        var headers = exchange.getResponseHeaders();
        answer.headers().forEach(headers::set);
        headers.set("x-amzn-RequestId", UUID.randomUUID().toString());
        var body = answer.body();
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private static String target(HttpExchange exchange) {
        var target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        return target != null ? target : exchange.getRequestMethod() + " " + exchange.getRequestURI();
    }

    @Override
    public void close() {
        servers.forEach(http -> http.stop(0));
        workers.shutdownNow();
    }
}
