package dev.twospeed.local.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.twospeed.local.iam.AccessKeys;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The event of an HTTP request to a function URL, payload format 2.0.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads">its shape</a>
 */
final class UrlEvent {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);
    // What Lambda passes on as text; anything else arrives in base64.
    private static final Pattern TEXT = Pattern.compile(
            "(text/.*|application/(json|xml|javascript|x-www-form-urlencoded|.*\\+json|.*\\+xml))(;.*)?",
            Pattern.CASE_INSENSITIVE);

    private UrlEvent() {}

    static byte[] of(HttpExchange exchange, byte[] body, @Nullable String caller) {
        var event = JsonNodeFactory.instance.objectNode();
        var uri = exchange.getRequestURI();
        event.put("version", "2.0").put("routeKey", "$default");
        event.put("rawPath", uri.getRawPath());
        event.put("rawQueryString", uri.getRawQuery() == null ? "" : uri.getRawQuery());
        headers(event, exchange);
        if (uri.getRawQuery() != null) {
            query(event, uri.getRawQuery());
        }
        event.set("requestContext", context(exchange, caller));
        if (body.length > 0) {
            var type = exchange.getRequestHeaders().getFirst("Content-Type");
            var text = type == null || TEXT.matcher(type).matches();
            event.put(
                    "body",
                    text
                            ? new String(body, StandardCharsets.UTF_8)
                            : Base64.getEncoder().encodeToString(body));
            event.put("isBase64Encoded", !text);
        } else {
            event.put("isBase64Encoded", false);
        }
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void headers(ObjectNode event, HttpExchange exchange) {
        var headers = event.putObject("headers");
        exchange.getRequestHeaders().forEach((name, values) -> {
            var lower = name.toLowerCase(Locale.ROOT);
            if (lower.equals("cookie")) {
                var cookies = event.putArray("cookies");
                values.forEach(value -> {
                    for (var cookie : value.split("; *")) {
                        cookies.add(cookie);
                    }
                });
            } else {
                headers.put(lower, String.join(",", values));
            }
        });
        headers.put("x-forwarded-proto", "http");
        headers.put("x-forwarded-for", exchange.getRemoteAddress().getAddress().getHostAddress());
    }

    private static void query(ObjectNode event, String query) {
        var parameters = new LinkedHashMap<String, String>();
        for (var parameter : query.split("&")) {
            var pair = parameter.split("=", 2);
            parameters.merge(
                    URLDecoder.decode(pair[0], StandardCharsets.UTF_8),
                    pair.length == 1 ? "" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8),
                    (first, second) -> first + "," + second);
        }
        var node = event.putObject("queryStringParameters");
        parameters.forEach(node::put);
    }

    private static ObjectNode context(HttpExchange exchange, @Nullable String caller) {
        var now = ZonedDateTime.now(ZoneOffset.UTC);
        var host = String.valueOf(exchange.getRequestHeaders().getFirst("Host"));
        var context = JsonNodeFactory.instance.objectNode();
        context.put("accountId", caller == null ? "anonymous" : AccessKeys.ACCOUNT);
        context.put("apiId", "local");
        context.put("domainName", host).put("domainPrefix", "local");
        context.putObject("http")
                .put("method", exchange.getRequestMethod())
                .put("path", exchange.getRequestURI().getRawPath())
                .put("protocol", exchange.getProtocol())
                .put("sourceIp", exchange.getRemoteAddress().getAddress().getHostAddress())
                .put("userAgent", exchange.getRequestHeaders().getFirst("User-Agent"));
        context.put("requestId", UUID.randomUUID().toString());
        context.put("routeKey", "$default").put("stage", "$default");
        context.put("time", TIME.format(now)).put("timeEpoch", now.toInstant().toEpochMilli());
        if (caller != null) {
            context.putObject("authorizer")
                    .putObject("iam")
                    .put("accountId", AccessKeys.ACCOUNT)
                    .put("userArn", caller)
                    .put("userId", caller.substring(caller.lastIndexOf(':') + 1));
        }
        return context;
    }
}
