package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class IamRoleNameTrustSourceTest {
    private static final String TYPE = "aws:iam/role:Role";

    private final IamRoleNameTrustSource rule = new IamRoleNameTrustSource();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(
                rule,
                resource(
                        TYPE,
                        "{\"assumeRolePolicy\": \"{\\\"Statement\\\": [{\\\"Effect\\\": \\\"Allow\\\", \\\"Action\\\": \\\"sts:AssumeRole\\\", \\\"Principal\\\": {\\\"Service\\\": \\\"lambda.amazonaws.com\\\"}}]}\"}"));
        assertKept(
                rule,
                resource(
                        TYPE,
                        "{\"assumeRolePolicy\": \"{\\\"Statement\\\": [{\\\"Effect\\\": \\\"Allow\\\", \\\"Action\\\": \\\"sts:AssumeRole\\\", \\\"Principal\\\": {\\\"Service\\\": \\\"glue.amazonaws.com\\\"}, \\\"Condition\\\": {\\\"StringEquals\\\": {\\\"aws:SourceAccount\\\": \\\"1\\\"}}}]}\"}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(
                rule,
                resource(
                        TYPE,
                        "{\"assumeRolePolicy\": \"{\\\"Statement\\\": [{\\\"Effect\\\": \\\"Allow\\\", \\\"Action\\\": \\\"sts:AssumeRole\\\", \\\"Principal\\\": {\\\"Service\\\": \\\"glue.amazonaws.com\\\"}}]}\"}"));
        assertBroken(
                rule,
                resource(
                        TYPE,
                        "{\"assumeRolePolicy\": \"{\\\"Statement\\\": [{\\\"Effect\\\": \\\"Allow\\\", \\\"Action\\\": \\\"sts:AssumeRole\\\", \\\"Principal\\\": {\\\"Service\\\": [\\\"lambda.amazonaws.com\\\", \\\"firehose.amazonaws.com\\\"]}}]}\"}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(rule, resource(TYPE, "{'assumeRolePolicy': '?'}"));
    }
}
