package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class S3BucketSetLifecycleTest {
    private static final String TYPE = "aws:s3/bucketV2:BucketV2";

    private final S3BucketSetLifecycle rule = new S3BucketSetLifecycle();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(
                rule,
                resource(TYPE, "{'bucket': 'lake'}"),
                resource(
                        "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
                        "{'bucket': 'lake', 'rules': [{'status': 'Enabled'}]}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{'bucket': 'lake'}"));
        assertBroken(
                rule,
                resource(TYPE, "{'bucket': 'lake'}"),
                resource(
                        "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
                        "{'bucket': 'lake', 'rules': [{'status': 'Disabled'}]}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(
                rule,
                resource(TYPE, "{'bucket': 'lake'}"),
                resource(
                        "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
                        "{'bucket': 'lake', 'rules': '?'}"));
    }
}
