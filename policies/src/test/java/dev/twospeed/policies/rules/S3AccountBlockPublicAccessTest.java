package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class S3AccountBlockPublicAccessTest {
    private static final String TYPE = "pulumi:pulumi:Stack";

    private final S3AccountBlockPublicAccess rule = new S3AccountBlockPublicAccess();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(
                rule,
                resource(TYPE, "{}"),
                resource(
                        "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
                        "{'blockPublicAcls': true, 'blockPublicPolicy': true, 'ignorePublicAcls': true, 'restrictPublicBuckets': true}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(
                rule,
                resource(TYPE, "{}"),
                resource("aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock", "{'blockPublicAcls': true}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{}"));
        assertUndecided(
                rule,
                resource(TYPE, "{}"),
                resource(
                        "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
                        "{'blockPublicAcls': true, 'blockPublicPolicy': true, 'ignorePublicAcls': '?', 'restrictPublicBuckets': true}"));
    }
}
