package dev.twospeed.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.twospeed.engines.LocalAuthority;
import dev.twospeed.local.Endpoints;
import dev.twospeed.local.iam.Access;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.iam.Policies;
import dev.twospeed.local.resource.Resource;
import dev.twospeed.local.s3.S3Clients;
import dev.twospeed.local.s3.S3Server;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

class ErasureTest {
    private static final String BUCKET = "recommendations";
    private static final long CUSTOMER = 103;

    @TempDir
    Path folder;

    private S3Server server;
    private S3Client s3;

    @BeforeEach
    void start() {
        var keys = AccessKeys.open(folder.resolve("keys"));
        var access = new Access(new Policies("us-east-1"), "us-east-1");
        var authority = LocalAuthority.open(folder.resolve("authority"));
        server = new S3Server(
                folder.resolve("s3"),
                new S3Server.Listening(0, 0, authority),
                keys,
                access,
                (source, type, detail) -> {});
        var inputs = JsonNodeFactory.instance.objectNode().put("bucket", BUCKET);
        server.create(new Resource("urn", "aws:s3/bucketV2:BucketV2", BUCKET, inputs, inputs.deepCopy()));
        s3 = S3Clients.of(
                new Endpoints(server.endpoint(), server.endpoint(), "us-east-1", authority.trustStore()),
                keys.of(AccessKeys.OPERATOR));
    }

    @AfterEach
    void stop() {
        s3.close();
        server.close();
    }

    @Test
    void shouldKeepTheOthersByteForByte_whenACustomerIsRemoved() {
        put("recommendations/a", event(103) + "\n" + event(1030) + "\n" + event(103) + "\n" + event(7) + "\n");

        assertThat(erase("recommendations/")).isEqualTo(new Erasure.Result(1, 1, 2));

        assertThat(text("recommendations/a")).isEqualTo(event(1030) + "\n" + event(7) + "\n");
    }

    @Test
    void shouldFindRecordsWithoutLineBreaks_whenTheBackupIsPacked() throws IOException {
        s3.putObject(
                r -> r.bucket(BUCKET).key("source/a.gz"),
                RequestBody.fromBytes(packed(event(7) + event(103) + event(8))));

        assertThat(erase("source/").records()).isEqualTo(1);

        assertThat(unpacked("source/a.gz")).isEqualTo(event(7) + event(8));
    }

    @Test
    void shouldReadTheRawData_whenTheRecordFailed() {
        var cutOff = event(103).substring(0, 40);
        put("errors/processing-failed/a", failed(event(7)) + failed(event(103)) + failed(cutOff) + failed("noise"));

        assertThat(erase("errors/").records()).isEqualTo(2);

        assertThat(text("errors/processing-failed/a")).isEqualTo(failed(event(7)) + failed("noise"));
    }

    @Test
    void shouldRemoveABrokenRecordAndKeepItsNeighbours_whenItNamesTheCustomer() {
        var broken = event(103).replace("]}", "");
        put("source/a", event(7) + broken + event(8));

        assertThat(erase("source/").records()).isEqualTo(1);

        assertThat(text("source/a")).isEqualTo(event(7) + event(8));
    }

    @Test
    void shouldChangeNothing_whenItIsADryRun() {
        put("recommendations/a", event(103) + "\n" + event(7) + "\n");

        assertThat(new Erasure(s3, BUCKET, CUSTOMER, true).under("recommendations/"))
                .isEqualTo(new Erasure.Result(1, 1, 1));

        assertThat(text("recommendations/a")).isEqualTo(event(103) + "\n" + event(7) + "\n");
    }

    @Test
    void shouldDeleteTheObject_whenItHoldsNobodyElse() {
        put("recommendations/a", event(103) + "\n");

        assertThat(erase("recommendations/").records()).isEqualTo(1);

        assertThat(s3.listObjectsV2(r -> r.bucket(BUCKET)).contents()).isEmpty();
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

    private static String event(long customer) {
        return "{\"session_id\":\"s1\",\"customer_number\":" + customer
                + ",\"city\":\"N\u00e2ntes\",\"browse_history\":[{\"product_code\":\"S10\",\"quantity\":1}]}";
    }

    private static String failed(String raw) {
        var data = Base64.getEncoder().encodeToString(raw.getBytes(StandardCharsets.UTF_8));
        return "{\"attemptsMade\":1,\"errorCode\":\"Lambda.ProcessingFailedStatus\",\"rawData\":\"" + data + "\"}\n";
    }

    private static byte[] packed(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private String unpacked(String key) throws IOException {
        var bytes = s3.getObjectAsBytes(r -> r.bucket(BUCKET).key(key)).asByteArray();
        try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
