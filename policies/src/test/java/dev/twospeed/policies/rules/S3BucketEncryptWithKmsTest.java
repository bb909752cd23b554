package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class S3BucketEncryptWithKmsTest {
    private static final String TYPE = "aws:s3/bucketV2:BucketV2";

    private final S3BucketEncryptWithKms rule = new S3BucketEncryptWithKms();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(
                rule,
                resource(TYPE, "{'bucket': 'lake'}"),
                resource(
                        "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
                        "{'bucket': 'lake', 'rules': [{'applyServerSideEncryptionByDefault': {'sseAlgorithm': 'aws:kms'}, 'bucketKeyEnabled': true}]}"));
        assertKept(
                rule,
                resource(TYPE, "{'bucket': 'lake'}"),
                resource("aws:s3/bucketLoggingV2:BucketLoggingV2", "{'bucket': 'a', 'targetBucket': 'lake'}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{'bucket': 'lake'}"));
        assertBroken(
                rule,
                resource(TYPE, "{'bucket': 'lake'}"),
                resource(
                        "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
                        "{'bucket': 'lake', 'rules': [{'applyServerSideEncryptionByDefault': {'sseAlgorithm': 'AES256'}, 'bucketKeyEnabled': true}]}"));
        assertBroken(
                rule,
                resource(TYPE, "{'bucket': 'lake'}"),
                resource(
                        "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
                        "{'bucket': 'lake', 'rules': [{'applyServerSideEncryptionByDefault': {'sseAlgorithm': 'aws:kms'}}]}"));
        assertBroken(
                rule,
                resource(TYPE, "{'bucket': 'lake'}"),
                resource("aws:s3/bucketLoggingV2:BucketLoggingV2", "{'bucket': 'lake', 'targetBucket': 'b'}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(
                rule,
                resource(TYPE, "{'bucket': 'lake'}"),
                resource(
                        "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
                        "{'bucket': 'lake', 'rules': [{'applyServerSideEncryptionByDefault': {'sseAlgorithm': '?'}, 'bucketKeyEnabled': true}]}"));
    }
}
