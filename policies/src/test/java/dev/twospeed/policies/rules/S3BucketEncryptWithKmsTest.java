package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.resource;
import static dev.twospeed.policies.rules.Resources.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Verdict;
import org.junit.jupiter.api.Test;

class S3BucketEncryptWithKmsTest {
    private static final String BUCKET = "aws:s3/bucketV2:BucketV2";
    private static final String ENCRYPTION =
            "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2";
    private static final String LOGGING = "aws:s3/bucketLoggingV2:BucketLoggingV2";

    private final S3BucketEncryptWithKms rule = new S3BucketEncryptWithKms();
    private final PolicyResource bucket = resource(BUCKET, "{'bucket': 'lake'}");

    @Test
    void shouldBeKept_whenKmsAndBucketKeyAreSetOrAccessLogsArrive() {
        assertThat(verdict(rule, bucket, encryption("'aws:kms'", "true"))).isInstanceOf(Verdict.Kept.class);
        assertThat(verdict(rule, bucket, resource(LOGGING, "{'bucket': 'a', 'targetBucket': 'lake'}")))
                .isInstanceOf(Verdict.Kept.class);
    }

    @Test
    void shouldBeBroken_whenAlgorithmOrBucketKeyIsAnother() {
        assertThat(verdict(rule, bucket)).isInstanceOf(Verdict.Broken.class);
        assertThat(verdict(rule, bucket, encryption("'AES256'", "true"))).isInstanceOf(Verdict.Broken.class);
        assertThat(verdict(rule, bucket, encryption("'aws:kms'", "false"))).isInstanceOf(Verdict.Broken.class);
        assertThat(verdict(rule, bucket, resource(LOGGING, "{'bucket': 'lake', 'targetBucket': 'b'}")))
                .isInstanceOf(Verdict.Broken.class);
    }

    @Test
    void shouldBeUndecided_whenAlgorithmIsNotKnown() {
        assertThat(verdict(rule, bucket, encryption("'?'", "true"))).isInstanceOf(Verdict.Undecided.class);
    }

    private static PolicyResource encryption(String algorithm, String bucketKey) {
        return resource(
                ENCRYPTION,
                "{'bucket': 'lake', 'rules': [{'applyServerSideEncryptionByDefault': {'sseAlgorithm': " + algorithm
                        + "}, 'bucketKeyEnabled': " + bucketKey + "}]}");
    }
}
