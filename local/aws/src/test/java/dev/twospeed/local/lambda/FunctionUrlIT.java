package dev.twospeed.local.lambda;

import static dev.twospeed.local.lambda.HandlerZip.mapHandler;
import static dev.twospeed.local.lambda.LambdaStage.JSON;
import static dev.twospeed.local.lambda.LambdaStage.function;
import static dev.twospeed.local.lambda.LambdaStage.inputs;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.twospeed.local.iam.AccessKeys.AccessKey;
import dev.twospeed.local.resource.Resource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

class FunctionUrlIT {
    private static final String URL = "aws:lambda/functionUrl:FunctionUrl";

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private LambdaStage stage;

    @BeforeEach
    void open() {
        stage = new LambdaStage(folder);
        var body = """
                var path = (String) event.get("rawPath");
                if (path.equals("/fail")) throw new IllegalStateException("inside");
                if (path.equals("/plain")) return Map.of("answer", 42);
                if (path.equals("/odd")) return Map.of("statusCode", "often");
                if (path.equals("/bytes")) return Map.of("statusCode", 201, "isBase64Encoded", true, "body", event.get("body"),
                    "headers", Map.of("content-type", "image/png", "X-Own", "1"), "cookies", List.of("a=1", "b=2"));
                return event;
                """;
        var zip = HandlerZip.of(folder, "web", LambdaStage.classpath(), mapHandler(body));
        stage.functions.create(function("web", inputs(zip)));
        permitEverybody();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private void permitEverybody() {
        permit("url", "InvokeFunctionUrl", "*");
        permit("function", "InvokeFunction", "*");
    }

    private void permit(String id, String action, String principal) {
        stage.granting.resource(
                "aws:lambda/permission:Permission",
                id,
                inputs -> inputs.put("statementId", id)
                        .put("action", "lambda:" + action)
                        .put("function", "web")
                        .put("principal", principal));
    }

    private static Resource url(String authorization) {
        return LambdaStage.of(
                URL,
                "web/",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("functionName", "web")
                        .put("authorizationType", authorization));
    }

    private URI deploy(String authorization) {
        return URI.create(
                stage.functions.create(url(authorization)).path("functionUrl").asText());
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    @Test
    void shouldHandTheRequestToTheFunction_asPayload2() throws Exception {
        var url = deploy("NONE");

        var response = send(HttpRequest.newBuilder(url.resolve("/a%20b?x=1&x=2&y=%C3%A4"))
                .header("Cookie", "s=1; t=2")
                .header("Content-Type", "application/json")
                .header("X-Own", "z")
                .POST(BodyPublishers.ofString("{\"ü\":1}")));
        var event = JSON.readTree(response.body());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(event.path("version").asText()).isEqualTo("2.0");
        assertThat(event.path("rawPath").asText()).isEqualTo("/a%20b");
        assertThat(event.path("rawQueryString").asText()).isEqualTo("x=1&x=2&y=%C3%A4");
        assertThat(event.path("queryStringParameters")).hasToString("{\"x\":\"1,2\",\"y\":\"ä\"}");
        assertThat(event.path("cookies")).hasToString("[\"s=1\",\"t=2\"]");
        assertThat(event.path("headers").path("x-own").asText()).isEqualTo("z");
        assertThat(event.path("body").asText()).isEqualTo("{\"ü\":1}");
        assertThat(event.path("isBase64Encoded").asBoolean()).isFalse();
        assertThat(event.path("requestContext").path("http").path("method").asText())
                .isEqualTo("POST");
        assertThat(event.path("requestContext").path("accountId").asText()).isEqualTo("anonymous");
    }

    @Test
    void shouldAnswerWhatTheFunctionSays_orBadGateway() throws Exception {
        var url = deploy("NONE");
        var bytes = new byte[] {0, 1, (byte) 200};

        var binary = send(HttpRequest.newBuilder(url.resolve("/bytes"))
                .header("Content-Type", "image/png")
                .POST(BodyPublishers.ofByteArray(bytes)));
        assertThat(binary.statusCode()).isEqualTo(201);
        assertThat(binary.body()).isEqualTo(bytes);
        assertThat(binary.headers().allValues("set-cookie")).containsExactly("a=1", "b=2");
        assertThat(binary.headers().allValues("content-type")).containsExactly("image/png");
        assertThat(new String(
                        send(HttpRequest.newBuilder(url.resolve("/plain"))).body(), "UTF-8"))
                .isEqualTo("{\"answer\":42}");
        assertThat(send(HttpRequest.newBuilder(url.resolve("/fail"))).statusCode())
                .isEqualTo(502);
        assertThat(send(HttpRequest.newBuilder(url.resolve("/odd"))).statusCode())
                .isEqualTo(502);
    }

    @Test
    void shouldLetInOnlySignedRequests_whenAuthorizationIsIam() throws Exception {
        var url = deploy("AWS_IAM");
        var key = stage.keys.of("arn:aws:iam::000000000000:role/caller");

        assertThat(send(HttpRequest.newBuilder(url)).statusCode()).isEqualTo(403);
        assertThat(send(signed(url.resolve("/a?b=c"), new AccessKey(key.id(), "wrong")))
                        .statusCode())
                .isEqualTo(403);
        var answer = send(signed(url.resolve("/a?b=c"), key));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body())
                        .at("/requestContext/authorizer/iam/userArn")
                        .asText())
                .isEqualTo("arn:aws:iam::000000000000:role/caller");
    }

    @Test
    void shouldForbidTheUrl_whenOneOfBothPermissionsIsMissing() throws Exception {
        var url = deploy("AWS_IAM");
        var caller = "arn:aws:iam::000000000000:role/caller";
        var request = signed(url.resolve("/plain"), stage.keys.of(caller));

        for (var missing : List.of("InvokeFunction", "InvokeFunctionUrl")) {
            permit("url", "InvokeFunctionUrl", missing.equals("InvokeFunctionUrl") ? caller + "s" : caller);
            permit("function", "InvokeFunction", missing.equals("InvokeFunction") ? caller + "s" : caller);
            var answer = send(request);
            assertThat(answer.statusCode()).as(missing).isEqualTo(403);
            assertThat(new String(answer.body(), "UTF-8")).contains("Forbidden");
        }
        permit("url", "InvokeFunctionUrl", caller);
        permit("function", "InvokeFunction", caller);
        assertThat(send(request).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldKeepItsAddress_whenStartedAgain_andEndWithTheResource() throws Exception {
        var url = deploy("NONE");

        stage.close();
        stage = new LambdaStage(folder);
        permitEverybody();
        stage.functions.resume(url("NONE"));
        assertThat(send(HttpRequest.newBuilder(url.resolve("/plain"))).statusCode())
                .isEqualTo(200);

        stage.functions.delete(url("NONE"));
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> send(HttpRequest.newBuilder(url))))
                .isInstanceOf(IOException.class);
    }

    private static HttpRequest.Builder signed(URI uri, AccessKey key) {
        var request =
                SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(uri).build();
        var signed = AwsV4HttpSigner.create()
                .sign(r -> r.identity(AwsBasicCredentials.create(key.id(), key.secret()))
                        .request(request)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "lambda")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"));
        var builder = HttpRequest.newBuilder(uri);
        signed.request().forEachHeader((name, values) -> {
            // The client sets the host itself.
            if (!Set.of("host", "content-length").contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value -> builder.header(name, value));
            }
        });
        return builder;
    }
}
