package dev.twospeed.local.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.iam.AccessKeys.AccessKey;
import dev.twospeed.local.resource.AwsError;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sts.StsClient;

class ApiServerTest {
    private static final String ROLE = "arn:aws:iam::000000000000:role/etl job";

    @TempDir
    Path folder;

    private AccessKeys keys;
    private ApiServer server;

    @BeforeEach
    void start() {
        keys = AccessKeys.open(folder);
        server = new ApiServer(0, keys, List.of(new Jobs()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldRouteByTarget_andTellTheCaller() {
        try (var glue = client(GlueClient.builder(), keys.of(ROLE))) {
            assertThat(glue.startJobRun(r -> r.jobName("etl").arguments(Map.of("--a", "ü b")))
                            .jobRunId())
                    .isEqualTo("jr_" + ROLE + "{\"--a\":\"ü b\"}");
        }
    }

    @Test
    void shouldAnswerInAwsShape_whenServiceRefuses() {
        try (var glue = client(GlueClient.builder(), keys.of(ROLE))) {
            assertThatThrownBy(() -> glue.startJobRun(r -> r.jobName("absent")))
                    .isInstanceOfSatisfying(EntityNotFoundException.class, e -> {
                        assertThat(e.awsErrorDetails().errorMessage()).isEqualTo("no job absent");
                        assertThat(e.requestId()).isNotBlank();
                    });
        }
    }

    @Test
    void shouldNameTheTarget_whenNobodyServesIt() {
        try (var secrets = client(SecretsManagerClient.builder(), keys.of(ROLE))) {
            assertThatThrownBy(() -> secrets.getSecretValue(r -> r.secretId("x")))
                    .hasMessageContaining("secretsmanager.GetSecretValue")
                    .hasMessageContaining("AWSGlue");
        }
    }

    @Test
    void shouldRefuse_whenKeyIsUnknownOrSecretWrong() {
        try (var stranger = client(GlueClient.builder(), new AccessKey("ASIAUNKNOWN00000", "s"));
                var liar =
                        client(GlueClient.builder(), new AccessKey(keys.of(ROLE).id(), "wrong"))) {
            assertThatThrownBy(() -> stranger.startJobRun(r -> r.jobName("etl")))
                    .isInstanceOfSatisfying(
                            AwsServiceException.class,
                            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("UnrecognizedClientException"));
            assertThatThrownBy(() -> liar.startJobRun(r -> r.jobName("etl")))
                    .isInstanceOfSatisfying(
                            AwsServiceException.class,
                            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidSignatureException"));
        }
    }

    @Test
    void shouldRefuse_whenNotSigned() throws Exception {
        var request = HttpRequest.newBuilder(server.endpoint())
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .header("X-Amz-Target", "AWSGlue.StartJobRun")
                .build();
        var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("MissingAuthenticationTokenException");
    }

    @Test
    void shouldGiveDecodedRequest_whenPathIsRegistered() {
        server.path("/2015-03-31/functions/", request -> {
            var text = request.method() + " " + request.path() + " " + request.query() + " " + request.caller() + " "
                    + request.header("X-Amz-Invocation-Type").orElse("") + " "
                    + new String(request.body(), StandardCharsets.UTF_8);
            return RestAnswer.json(200, text.getBytes(StandardCharsets.UTF_8));
        });
        try (var lambda = client(LambdaClient.builder(), keys.of(ROLE))) {
            var answer = lambda.invoke(r -> r.functionName("arn:aws:lambda:us-east-1:000000000000:function:f")
                    .qualifier("live 1")
                    .invocationType("RequestResponse")
                    .payload(SdkBytes.fromUtf8String("[1]")));
            assertThat(answer.payload().asUtf8String())
                    .isEqualTo("POST /2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:f/invocations"
                            + " {Qualifier=live 1} " + ROLE + " RequestResponse [1]");
        }
    }

    @Test
    void shouldTellWhoCalls_whenStsIsAsked() {
        try (var sts = client(StsClient.builder(), keys.of(ROLE))) {
            var identity = sts.getCallerIdentity();
            assertThat(identity.arn()).isEqualTo(ROLE);
            assertThat(identity.account()).isEqualTo("000000000000");
        }
    }

    @Test
    void shouldNameThePort_whenItIsTaken() {
        var port = server.endpoint().getPort();
        assertThatThrownBy(() -> new ApiServer(port, keys, List.of()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(String.valueOf(port));
    }

    @Test
    void shouldAnswerOneServiceOnly_onAPortOfThatService() {
        var port = server.listen(0, "glue");
        try (var glue = client(GlueClient.builder(), keys.of(ROLE), port);
                var sts = client(StsClient.builder(), keys.of(ROLE), port)) {
            assertThat(glue.startJobRun(r -> r.jobName("etl")).jobRunId()).startsWith("jr_");
            assertThatThrownBy(sts::getCallerIdentity).isInstanceOfSatisfying(AwsServiceException.class, e -> {
                assertThat(e.statusCode()).isEqualTo(403);
                assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidSignatureException");
                assertThat(e.awsErrorDetails().errorMessage())
                        .isEqualTo("Credential should be scoped to correct service: 'glue'.");
            });
        }
    }

    private <C, B extends AwsClientBuilder<B, C>> C client(B builder, AccessKey key) {
        return client(builder, key, server.endpoint());
    }

    private static <C, B extends AwsClientBuilder<B, C>> C client(B builder, AccessKey key, URI endpoint) {
        return builder.endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret())))
                .build();
    }

    private static final class Jobs implements JsonService {
        @Override
        public String targetPrefix() {
            return "AWSGlue";
        }

        @Override
        public ObjectNode handle(String operation, ObjectNode request, String caller) {
            if (!request.path("JobName").asText().equals("etl")) {
                throw new AwsError(
                        400,
                        "EntityNotFoundException",
                        "no job " + request.path("JobName").asText());
            }
            return request.objectNode().put("JobRunId", "jr_" + caller + request.path("Arguments"));
        }
    }
}
