package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class IamPolicyForbidFullAccessTest {
    private static final String TYPE = "aws:iam/rolePolicy:RolePolicy";

    private final IamPolicyForbidFullAccess rule = new IamPolicyForbidFullAccess();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(
                rule,
                resource(
                        TYPE,
                        "{\"policy\": \"{\\\"Statement\\\": [{\\\"Effect\\\": \\\"Allow\\\", \\\"Action\\\": \\\"s3:GetObject\\\", \\\"Resource\\\": \\\"arn:aws:s3:::b\\\"}]}\"}"));
        assertKept(
                rule,
                resource(
                        TYPE,
                        "{\"policy\": \"{\\\"Statement\\\": [{\\\"Effect\\\": \\\"Deny\\\", \\\"Action\\\": \\\"*\\\", \\\"Resource\\\": \\\"*\\\"}]}\"}"));
        assertKept(rule, resource("aws:iam/role:Role", "{}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(
                rule,
                resource(
                        TYPE,
                        "{\"policy\": \"{\\\"Statement\\\": [{\\\"Effect\\\": \\\"Allow\\\", \\\"Action\\\": \\\"*\\\", \\\"Resource\\\": \\\"*\\\"}]}\"}"));
        assertBroken(
                rule,
                resource(
                        TYPE,
                        "{\"policy\": \"{\\\"Statement\\\": [{\\\"Effect\\\": \\\"Allow\\\", \\\"NotAction\\\": \\\"iam:*\\\", \\\"Resource\\\": \\\"*\\\"}]}\"}"));
        assertBroken(
                rule,
                resource(
                        "aws:iam/role:Role",
                        "{\"inlinePolicies\": [{\"name\": \"a\", \"policy\": \"{\\\"Statement\\\": [{\\\"Effect\\\": \\\"Allow\\\", \\\"Action\\\": [\\\"s3:GetObject\\\", \\\"*:*\\\"], \\\"Resource\\\": \\\"*\\\"}]}\"}]}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'policy': '?'}"));
        assertUndecided(rule, resource(TYPE, "{'policy': 'no JSON {'}"));
    }
}
