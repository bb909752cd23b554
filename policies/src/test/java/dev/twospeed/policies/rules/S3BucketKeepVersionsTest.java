package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class S3BucketKeepVersionsTest {
    private static final String TYPE = "aws:s3/bucketV2:BucketV2";

    private final S3BucketKeepVersions rule = new S3BucketKeepVersions();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(
                rule,
                resource(TYPE, "{'bucket': 'lake'}"),
                resource(
                        "aws:s3/bucketVersioningV2:BucketVersioningV2",
                        "{'bucket': 'lake', 'versioningConfiguration': {'status': 'Enabled'}}"));
        assertKept(rule, resource(TYPE, "{'bucket': 'lake', 'versioning': {'enabled': true}}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{'bucket': 'lake'}"));
        assertBroken(
                rule,
                resource(TYPE, "{'bucket': 'lake'}"),
                resource(
                        "aws:s3/bucketVersioningV2:BucketVersioningV2",
                        "{'bucket': 'lake', 'versioningConfiguration': {'status': 'Suspended'}}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(
                rule,
                resource(TYPE, "{'bucket': 'lake'}"),
                resource(
                        "aws:s3/bucketVersioningV2:BucketVersioningV2",
                        "{'bucket': 'lake', 'versioningConfiguration': {'status': '?'}}"));
    }
}
