package dev.twospeed.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twospeed.policies.judgement.Finding;
import dev.twospeed.policies.judgement.Finding.Outcome;
import dev.twospeed.policies.judgement.Judge;
import dev.twospeed.policies.rules.Pack;
import dev.twospeed.policies.settings.PackSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3control.S3ControlClient;

/** The real clients against answers as AWS documents them. */
class AccountSettingsTest {
    private static final String ACCESS = "s3-account-block-public-access";
    private static final String VOLUMES = "ec2-account-encrypt-volumes";
    private static final String NONE =
            "<ErrorResponse><Error><Code>NoSuchPublicAccessBlockConfiguration</Code></Error></ErrorResponse>";
    private static final String CATALOG = "glue-catalog-encrypt";

    private String publicAccess = "";
    private String volumes = "true";
    private String catalog = "{\"DataCatalogEncryptionSettings\": {}}";

    @Test
    void shouldBeBroken_whenAnAccountSetsNothing() {
        volumes = "false";
        assertThat(outcomes())
                .isEqualTo(Map.of(ACCESS, Outcome.BROKEN, VOLUMES, Outcome.BROKEN, CATALOG, Outcome.BROKEN));
    }

    @Test
    void shouldBeKept_whenAnAccountSetsEverything() {
        publicAccess = block("true");
        catalog = """
                {"DataCatalogEncryptionSettings": {"EncryptionAtRest": {"CatalogEncryptionMode": "SSE-KMS"},
                  "ConnectionPasswordEncryption": {"ReturnConnectionPasswordEncrypted": true}}}""";
        assertThat(outcomes()).isEqualTo(Map.of(ACCESS, Outcome.KEPT, VOLUMES, Outcome.KEPT, CATALOG, Outcome.KEPT));
    }

    @Test
    void shouldBeBroken_whenOneSettingIsOff() {
        publicAccess = block("false");
        catalog = """
                {"DataCatalogEncryptionSettings": {"EncryptionAtRest": {"CatalogEncryptionMode": "SSE-KMS"},
                  "ConnectionPasswordEncryption": {"ReturnConnectionPasswordEncrypted": false}}}""";
        assertThat(outcomes())
                .isEqualTo(Map.of(ACCESS, Outcome.BROKEN, VOLUMES, Outcome.KEPT, CATALOG, Outcome.BROKEN));
    }

    private static String block(String restrict) {
        return "<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls>"
                + "<IgnorePublicAcls>true</IgnorePublicAcls><BlockPublicPolicy>true</BlockPublicPolicy>"
                + "<RestrictPublicBuckets>" + restrict
                + "</RestrictPublicBuckets></PublicAccessBlockConfiguration>";
    }

    private Map<String, Outcome> outcomes() {
        try (var http = new Answers();
                var s3 = prepared(S3ControlClient.builder().httpClient(http)).build();
                var ec2 = prepared(Ec2Client.builder().httpClient(http)).build();
                var glue = prepared(GlueClient.builder().httpClient(http)).build()) {
            var settings = new AccountSettings(s3, ec2, glue).of("111122223333");
            return new Judge(PackSettings.standard(Pack.rules()), LocalDate.EPOCH)
                    .stack(settings).stream()
                            .collect(Collectors.toMap(
                                    finding -> finding.rule().id(), Finding::outcome, (a, b) -> a, LinkedHashMap::new));
        }
    }

    private static <B extends AwsClientBuilder<B, ?>> B prepared(B builder) {
        return builder.region(Region.US_EAST_1).credentialsProvider(AnonymousCredentialsProvider.create());
    }

    /** What AWS would answer, without a network: S3 puts the account before the name of its host. */
    private final class Answers implements SdkHttpClient {
        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() throws IOException {
                    return answer(request);
                }

                @Override
                public void abort() {}
            };
        }

        private HttpExecuteResponse answer(HttpExecuteRequest request) throws IOException {
            var host = request.httpRequest().host();
            return switch (host) {
                case "ec2.us-east-1.amazonaws.com" -> {
                    assertThat(body(request)).contains("Action=GetEbsEncryptionByDefault");
                    yield of(200, "<R><ebsEncryptionByDefault>" + volumes + "</ebsEncryptionByDefault></R>");
                }
                case "glue.us-east-1.amazonaws.com" -> {
                    assertThat(request.httpRequest().firstMatchingHeader("X-Amz-Target"))
                            .hasValue("AWSGlue.GetDataCatalogEncryptionSettings");
                    yield of(200, catalog);
                }
                case "111122223333.s3-control.us-east-1.amazonaws.com" -> {
                    assertThat(request.httpRequest().encodedPath())
                            .isEqualTo("/v20180820/configuration/publicAccessBlock");
                    yield publicAccess.isEmpty() ? of(404, NONE) : of(200, publicAccess);
                }
                default -> throw new AssertionError("nobody answers for " + host);
            };
        }

        private static String body(HttpExecuteRequest request) throws IOException {
            try (var content = request.contentStreamProvider().orElseThrow().newStream()) {
                return new String(content.readAllBytes(), StandardCharsets.UTF_8);
            }
        }

        private static HttpExecuteResponse of(int status, String body) {
            var content = new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
            return HttpExecuteResponse.builder()
                    .response(SdkHttpResponse.builder().statusCode(status).build())
                    .responseBody(AbortableInputStream.create(content))
                    .build();
        }

        @Override
        public void close() {}
    }
}
