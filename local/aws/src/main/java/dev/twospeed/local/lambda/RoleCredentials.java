package dev.twospeed.local.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import dev.twospeed.local.iam.AccessKeys.AccessKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;

/**
 * Credentials over HTTP, which AWS gives functions with SnapStart instead of variables that would age in the snapshot.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-activate.html">SnapStart</a>
 */
record RoleCredentials(AccessKey key, String token) {
    static final String PATH = "/2021-04-23/credentials";

    RoleCredentials(AccessKey key) {
        this(key, UUID.randomUUID().toString());
    }

    /** The variables by which SDK clients find them. */
    Map<String, String> variables(String address) {
        return Map.of(
                "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                "http://" + address + PATH,
                "AWS_CONTAINER_AUTHORIZATION_TOKEN",
                token);
    }

    void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!token.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.sendResponseHeaders(403, -1);
                return;
            }
            var document = JsonNodeFactory.instance.objectNode();
            document.put("AccessKeyId", key.id());
            document.put("SecretAccessKey", key.secret());
            document.put("Token", "");
            document.put("Expiration", Instant.now().plus(6, ChronoUnit.HOURS).toString());
            var body = document.toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public String toString() {
        return "RoleCredentials[" + key + "]";
    }
}
