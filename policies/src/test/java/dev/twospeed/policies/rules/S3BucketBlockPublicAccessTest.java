package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class S3BucketBlockPublicAccessTest {
    private static final String TYPE = "aws:s3/bucketV2:BucketV2";

    private final S3BucketBlockPublicAccess rule = new S3BucketBlockPublicAccess();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(
                rule,
                resource(TYPE, "{'bucket': 'lake'}"),
                resource(
                        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
                        "{'bucket': 'lake', 'blockPublicAcls': true, 'blockPublicPolicy': true, 'ignorePublicAcls': true, 'restrictPublicBuckets': true}"));
        assertKept(
                rule,
                resource(TYPE, "{'bucket': '?'}"),
                resource(
                        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
                        "block",
                        "{'bucket': '?', 'blockPublicAcls': true, 'blockPublicPolicy': true, 'ignorePublicAcls': true, 'restrictPublicBuckets': true}",
                        Map.of("bucket", Set.of(Resources.urn(TYPE, "it")))));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{'bucket': 'lake'}"));
        assertBroken(
                rule,
                resource(TYPE, "{'bucket': 'lake'}"),
                resource(
                        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
                        "{'bucket': 'other', 'blockPublicAcls': true, 'blockPublicPolicy': true, 'ignorePublicAcls': true, 'restrictPublicBuckets': true}"));
        assertBroken(
                rule,
                resource(TYPE, "{'bucket': 'lake'}"),
                resource(
                        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
                        "{'bucket': 'lake', 'blockPublicAcls': true}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(
                rule,
                resource(TYPE, "{'bucket': 'lake'}"),
                resource(
                        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
                        "{'bucket': '?', 'blockPublicAcls': true, 'blockPublicPolicy': true, 'ignorePublicAcls': true, 'restrictPublicBuckets': true}"));
    }
}
