package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class S3BucketForbidAclsTest {
    private static final String TYPE = "aws:s3/bucketV2:BucketV2";

    private final S3BucketForbidAcls rule = new S3BucketForbidAcls();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(rule, resource(TYPE, "{'bucket': 'lake'}"));
        assertKept(
                rule,
                resource(TYPE, "{'bucket': 'lake'}"),
                resource(
                        "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
                        "{'bucket': 'lake', 'rule': {'objectOwnership': 'BucketOwnerEnforced'}}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(
                rule,
                resource(TYPE, "{'bucket': 'lake'}"),
                resource("aws:s3/bucketAclV2:BucketAclV2", "{'bucket': 'lake', 'acl': 'private'}"));
        assertBroken(
                rule,
                resource(TYPE, "{'bucket': 'lake'}"),
                resource(
                        "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
                        "{'bucket': 'lake', 'rule': {'objectOwnership': 'ObjectWriter'}}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(
                rule,
                resource(TYPE, "{'bucket': 'lake'}"),
                resource("aws:s3/bucketAclV2:BucketAclV2", "{'bucket': '?'}"));
        assertUndecided(
                rule,
                resource(TYPE, "{'bucket': 'lake'}"),
                resource(
                        "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
                        "{'bucket': 'lake', 'rule': {'objectOwnership': '?'}}"));
    }
}
