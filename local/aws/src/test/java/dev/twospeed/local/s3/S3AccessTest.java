package dev.twospeed.local.s3;

import static dev.twospeed.local.iam.Granting.allow;
import static dev.twospeed.local.iam.Granting.statement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.iam.Granting;
import dev.twospeed.local.resource.Resource;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What a role may do with objects, asked through AWS's own client, with TLS. */
class S3AccessTest {
    private static final String ROLE = "arn:aws:iam::000000000000:role/reader";
    private static final String MODELS = "arn:aws:s3:::lake/models/*";

    @TempDir
    Path folder;

    private final Granting granting = new Granting();
    private AccessKeys keys;
    private S3Server server;
    private S3Client operator;
    private S3Client role;

    @BeforeEach
    void start() {
        keys = AccessKeys.open(folder.resolve("keys"));
        granting.role("reader", "lambda.amazonaws.com");
        server = LocalS3.open(folder, keys, granting.access(), (source, type, detail) -> {});
        var endpoints = LocalS3.endpoints(folder, server, URI.create("http://127.0.0.1:1"));
        server.create(resource("aws:s3/bucketV2:BucketV2", "{}"));
        operator = S3Clients.of(endpoints, keys.of(AccessKeys.OPERATOR));
        role = S3Clients.of(endpoints, keys.of(ROLE));
        put(operator, "models/1");
    }

    @AfterEach
    void stop() {
        operator.close();
        role.close();
        server.close();
    }

    @Test
    void shouldReadOnlyWhatIsAllowed_andSayWhatIsMissing() {
        put(operator, "secret/1");
        granting.grant("reader", allow("s3:GetObject", MODELS));

        assertThat(get(role, "models/1")).isEqualTo("text");
        assertThatThrownBy(() -> get(role, "secret/1"))
                .isInstanceOfSatisfying(S3Exception.class, e -> {
                    assertThat(e.statusCode()).isEqualTo(403);
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
                })
                .hasMessageContaining(
                        "assumed-role/reader/reader is not authorized to perform: s3:GetObject on resource:"
                                + " arn:aws:s3:::lake/secret/1 because no identity-based policy allows");
        assertThatThrownBy(() -> put(role, "models/2")).hasMessageContaining("s3:PutObject");
    }

    @Test
    void shouldTellThatAKeyIsMissing_onlyToWhoMayListIt() {
        granting.grant("reader", allow("s3:GetObject", MODELS));
        assertThatThrownBy(() -> role.headObject(r -> r.bucket("lake").key("models/9")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));

        granting.grant("reader", allow("s3:GetObject", MODELS), listing("models/*"));
        assertThatThrownBy(() -> get(role, "models/9")).isInstanceOf(NoSuchKeyException.class);
    }

    @Test
    void shouldListOnlyThePrefixThatIsAllowed() {
        granting.grant("reader", listing("models/*"));

        assertThat(role.listObjectsV2(r -> r.bucket("lake").prefix("models/")).contents())
                .hasSize(1);
        assertThatThrownBy(() -> role.listObjectsV2(r -> r.bucket("lake").prefix("secret/")))
                .hasMessageContaining("s3:ListBucket");
        assertThatThrownBy(() -> role.listObjectsV2(r -> r.bucket("lake"))).hasMessageContaining("s3:ListBucket");
    }

    @Test
    void shouldDeleteOnlyWhatIsAllowed_whenSeveralAreDeletedAtOnce() {
        put(operator, "secret/1");
        granting.grant("reader", allow("s3:DeleteObject", MODELS));

        var answer = role.deleteObjects(r -> r.bucket("lake")
                .delete(d -> d.objects(
                        ObjectIdentifier.builder().key("models/1").build(),
                        ObjectIdentifier.builder().key("secret/1").build())));

        assertThat(answer.errors()).extracting(S3Error::key).containsExactly("secret/1");
        assertThat(operator.listObjectsV2(r -> r.bucket("lake")).contents())
                .extracting(object -> object.key())
                .containsExactly("secret/1");
    }

    @Test
    void shouldNeedBoth_whenAnObjectIsCopiedOrUploadedInParts() {
        granting.grant("reader", allow("s3:PutObject", MODELS));
        assertThatThrownBy(() -> role.copyObject(r -> r.sourceBucket("lake")
                        .sourceKey("models/1")
                        .destinationBucket("lake")
                        .destinationKey("models/2")))
                .hasMessageContaining("s3:GetObject");

        var upload = role.createMultipartUpload(r -> r.bucket("lake").key("models/3"))
                .uploadId();
        assertThatThrownBy(() -> role.abortMultipartUpload(
                        r -> r.bucket("lake").key("models/3").uploadId(upload)))
                .hasMessageContaining("s3:AbortMultipartUpload");
    }

    @Test
    void shouldAskTheBucketsKey_whenItEncryptsByDefault() {
        var account = ",\"Principal\":{\"AWS\":\"arn:aws:iam::000000000000:root\"}";
        var key = granting.key("data", statement("Allow", "kms:*", "*", account));
        server.create(resource(
                BucketEncryption.TYPE,
                "{\"rules\":[{\"bucketKeyEnabled\":true,\"applyServerSideEncryptionByDefault\":{\"sseAlgorithm\":"
                        + "\"aws:kms\",\"kmsMasterKeyId\":\"" + key + "\"}}]}"));
        granting.grant("reader", allow("s3:*", "*"));
        assertThatThrownBy(() -> get(role, "models/1"))
                .hasMessageContaining("kms:Decrypt on resource: " + key + " because no identity-based policy allows");
        assertThatThrownBy(() -> put(role, "models/2")).hasMessageContaining("kms:GenerateDataKey");

        granting.grant(
                "reader",
                allow("s3:*", "*"),
                statement(
                        "Allow",
                        "kms:Decrypt kms:GenerateDataKey",
                        key,
                        ",\"Condition\":{\"StringEquals\":{\"kms:ViaService\":\"s3.us-east-1.amazonaws.com\","
                                + "\"kms:EncryptionContext:aws:s3:arn\":\"arn:aws:s3:::lake\"}}"));
        assertThatCode(() -> put(role, "models/2")).doesNotThrowAnyException();
        assertThat(get(role, "models/2")).isEqualTo("text");
    }

    @Test
    void shouldRefuseEvenTheOperator_whenTheBucketWantsTlsAndTheRequestHasNone() {
        var plain = S3Client.builder()
                .endpointOverride(server.plainEndpoint())
                .region(software.amazon.awssdk.regions.Region.US_EAST_1)
                .httpClient(software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient.create())
                .credentialsProvider(operator.serviceClientConfiguration().credentialsProvider())
                .build();
        try (plain) {
            assertThat(get(plain, "models/1")).isEqualTo("text");
            granting.bucketPolicy(
                    "lake",
                    statement(
                            "Deny",
                            "s3:*",
                            "arn:aws:s3:::lake arn:aws:s3:::lake/*",
                            ",\"Principal\":\"*\",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}}"));

            assertThatThrownBy(() -> get(plain, "models/1"))
                    .hasMessageContaining("with an explicit deny in a resource-based policy");
            assertThat(get(operator, "models/1")).isEqualTo("text");
        }
    }

    private static String listing(String prefix) {
        return statement(
                "Allow",
                "s3:ListBucket",
                "arn:aws:s3:::lake",
                ",\"Condition\":{\"StringLike\":{\"s3:prefix\":\"" + prefix + "\"}}");
    }

    private static void put(S3Client s3, String key) {
        s3.putObject(r -> r.bucket("lake").key(key), RequestBody.fromString("text"));
    }

    private static String get(S3Client s3, String key) {
        return s3.getObjectAsBytes(r -> r.bucket("lake").key(key)).asUtf8String();
    }

    private static Resource resource(String type, String inputs) {
        try {
            var properties = (com.fasterxml.jackson.databind.node.ObjectNode)
                    new com.fasterxml.jackson.databind.ObjectMapper().readTree(inputs);
            properties.put("bucket", "lake");
            return new Resource("urn", type, "lake", properties, JsonNodeFactory.instance.objectNode());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(inputs, e);
        }
    }
}
