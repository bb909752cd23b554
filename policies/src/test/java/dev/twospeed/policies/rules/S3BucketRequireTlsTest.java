package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.resource;
import static dev.twospeed.policies.rules.Resources.urn;
import static dev.twospeed.policies.rules.Resources.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class S3BucketRequireTlsTest {
    private static final String BUCKET = "aws:s3/bucketV2:BucketV2";
    private static final String POLICY = "aws:s3/bucketPolicy:BucketPolicy";
    private static final String DENIES = """
            {"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*",
                "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}""";

    private final S3BucketRequireTls rule = new S3BucketRequireTls();
    private final PolicyResource bucket = resource(BUCKET, "{'bucket': 'lake'}");

    @Test
    void shouldBeKept_whenPolicyDeniesPlainRequests() {
        assertThat(verdict(rule, bucket, policy(DENIES))).isInstanceOf(Verdict.Kept.class);
        assertThat(verdict(rule, bucket, policy(DENIES.replace("\"*\", \"Action\"", "{\"AWS\": \"*\"}, \"Action\""))))
                .isInstanceOf(Verdict.Kept.class);
    }

    @Test
    void shouldBeBroken_whenPolicyIsMissingOrWeaker() {
        assertThat(verdict(rule, bucket)).isInstanceOf(Verdict.Broken.class);
        assertThat(verdict(rule, bucket, policy(DENIES.replace("Deny", "Allow"))))
                .isInstanceOf(Verdict.Broken.class);
        assertThat(verdict(rule, bucket, policy(DENIES.replace("\"s3:*\"", "\"s3:GetObject\""))))
                .isInstanceOf(Verdict.Broken.class);
        assertThat(verdict(rule, bucket, policy(DENIES.replace("\"false\"", "\"true\""))))
                .isInstanceOf(Verdict.Broken.class);
        assertThat(verdict(rule, bucket, policy("no JSON {"))).isInstanceOf(Verdict.Broken.class);
    }

    @Test
    void shouldBeUndecided_whenPolicyIsNotKnown() {
        var computed =
                resource(POLICY, "p", "{'bucket': '?', 'policy': '?'}", Map.of("bucket", Set.of(urn(BUCKET, "it"))));
        assertThat(verdict(rule, bucket, computed)).isInstanceOf(Verdict.Undecided.class);
    }

    private static PolicyResource policy(String document) {
        var properties = new JsonObject();
        properties.addProperty("bucket", "lake");
        properties.addProperty("policy", document);
        return resource(POLICY, properties.toString());
    }
}
