package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class IamPolicyJustifyWildcardsTest {
    private static final String TYPE = "aws:iam/rolePolicy:RolePolicy";

    private final IamPolicyJustifyWildcards rule = new IamPolicyJustifyWildcards();

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
                        "{\"policy\": \"{\\\"Statement\\\": [{\\\"Effect\\\": \\\"Allow\\\", \\\"Action\\\": \\\"xray:PutTraceSegments\\\", \\\"Resource\\\": \\\"*\\\"}]}\"}"));
        assertKept(
                rule,
                resource(
                        TYPE,
                        "{\"policy\": \"{\\\"Statement\\\": [{\\\"Effect\\\": \\\"Allow\\\", \\\"Action\\\": \\\"s3:GetObject\\\", \\\"Resource\\\": \\\"*\\\", \\\"Condition\\\": {\\\"StringEquals\\\": {\\\"aws:ResourceAccount\\\": \\\"1\\\"}}}]}\"}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(
                rule,
                resource(
                        TYPE,
                        "{\"policy\": \"{\\\"Statement\\\": [{\\\"Effect\\\": \\\"Allow\\\", \\\"Action\\\": \\\"s3:GetObject\\\", \\\"Resource\\\": \\\"*\\\"}]}\"}"));
        assertBroken(
                rule,
                resource(
                        TYPE,
                        "{\"policy\": \"{\\\"Statement\\\": [{\\\"Effect\\\": \\\"Allow\\\", \\\"Action\\\": [\\\"xray:PutTraceSegments\\\", \\\"s3:GetObject\\\"], \\\"Resource\\\": \\\"*\\\"}]}\"}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'policy': '?'}"));
    }
}
