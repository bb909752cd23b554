package dev.twospeed.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Object;

/** On an S3 server that keeps versions: the buckets of the embedded S3, which are folders, keep none. */
class VersionedErasureTest {
    private static final String BUCKET = "recommendations";
    private static final long CUSTOMER = 103;

    private S3Proxy server;
    private S3Client s3;

    @BeforeEach
    void start() throws Exception {
        server = S3Proxy.builder()
                .blobStore(new TransientNio2BlobStore())
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, "test", "test")
                .ignoreUnknownHeaders(true)
                .stopTimeout(0)
                .build();
        server.start();
        s3 = S3Client.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + server.getPort()))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                // This server may answer before the last chunk came; the put, sent again, would be a version more.
                .serviceConfiguration(c -> c.chunkedEncodingEnabled(false))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .build();
        s3.createBucket(r -> r.bucket(BUCKET));
        s3.putBucketVersioning(
                r -> r.bucket(BUCKET).versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
    }

    @AfterEach
    void stop() throws Exception {
        s3.close();
        server.stop();
    }

    @Test
    void shouldLeaveNoOldVersion_whenTheBucketKeepsVersions() {
        put("recommendations/a", event(103) + "\n");
        put("recommendations/a", event(103) + "\n" + event(7) + "\n");
        put("recommendations/b", event(103) + "\n");
        put("recommendations/c", event(8) + "\n");

        assertThat(erase("recommendations/")).isEqualTo(new Erasure.Result(4, 3, 3));

        assertThat(versions()).extracting(ObjectVersion::key).containsExactly("recommendations/a", "recommendations/c");
        assertThat(text("recommendations/a")).isEqualTo(event(7) + "\n");
        assertThat(keys()).containsExactly("recommendations/a", "recommendations/c");
        assertThat(erase("recommendations/")).isEqualTo(new Erasure.Result(2, 0, 0));
    }

    @Test
    void shouldFinishTheWork_whenARunEndedBetweenReplacingAndDeleting() {
        put("recommendations/a", event(103) + "\n" + event(7) + "\n");
        put("recommendations/a", event(7) + "\n");

        assertThat(erase("recommendations/").touched()).isEqualTo(1);

        assertThat(versions()).hasSize(1);
        assertThat(text("recommendations/a")).isEqualTo(event(7) + "\n");
    }

    @Test
    void shouldDeleteNoVersion_whenItIsADryRun() {
        put("recommendations/a", event(103) + "\n" + event(7) + "\n");

        assertThat(new Erasure(s3, BUCKET, CUSTOMER, true).under("recommendations/"))
                .isEqualTo(new Erasure.Result(1, 1, 1));

        assertThat(text("recommendations/a")).contains(event(103));
        assertThat(versions()).hasSize(1);
    }

    private Erasure.Result erase(String prefix) {
        return new Erasure(s3, BUCKET, CUSTOMER, false).under(prefix);
    }

    private void put(String key, String content) {
        s3.putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromString(content));
    }

    private String text(String key) {
        return s3.getObjectAsBytes(r -> r.bucket(BUCKET).key(key)).asUtf8String();
    }

    private List<String> keys() {
        return s3.listObjectsV2(r -> r.bucket(BUCKET)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    private List<ObjectVersion> versions() {
        return s3.listObjectVersions(r -> r.bucket(BUCKET)).versions();
    }

    private static String event(long customer) {
        return "{\"session_id\":\"s1\",\"customer_number\":" + customer + "}";
    }
}
