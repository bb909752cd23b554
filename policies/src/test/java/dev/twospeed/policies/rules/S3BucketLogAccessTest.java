package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class S3BucketLogAccessTest {
    private static final String TYPE = "aws:s3/bucketV2:BucketV2";

    private final S3BucketLogAccess rule = new S3BucketLogAccess();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(
                rule,
                resource(TYPE, "{'bucket': 'lake'}"),
                resource("aws:s3/bucketLoggingV2:BucketLoggingV2", "{'bucket': 'lake', 'targetBucket': 'logs'}"));
        assertKept(
                rule,
                resource(TYPE, "{'bucket': 'logs'}"),
                resource("aws:s3/bucketLoggingV2:BucketLoggingV2", "{'bucket': 'lake', 'targetBucket': 'logs'}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{'bucket': 'lake'}"));
        assertBroken(
                rule,
                resource(TYPE, "{'bucket': 'lake'}"),
                resource("aws:s3/bucketLoggingV2:BucketLoggingV2", "{'bucket': 'other', 'targetBucket': 'logs'}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(
                rule,
                resource(TYPE, "{'bucket': 'lake'}"),
                resource("aws:s3/bucketLoggingV2:BucketLoggingV2", "{'bucket': 'lake', 'targetBucket': '?'}"));
    }
}
