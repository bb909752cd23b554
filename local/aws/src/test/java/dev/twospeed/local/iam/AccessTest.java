package dev.twospeed.local.iam;

import static dev.twospeed.local.iam.Granting.allow;
import static dev.twospeed.local.iam.Granting.document;
import static dev.twospeed.local.iam.Granting.statement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twospeed.local.resource.AwsError;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTest {
    private static final String OBJECT = "arn:aws:s3:::lake/models/1/items.csv";
    private static final String ROOT = ",\"Principal\":{\"AWS\":\"arn:aws:iam::000000000000:root\"}";
    private static final String EVERYBODY = ",\"Principal\":\"*\"";

    private final Granting granting = new Granting();
    private final Access access = granting.access();

    @Test
    void shouldSayWhoWhatAndWhy_whenNothingAllows() {
        var role = granting.role("reader", "lambda.amazonaws.com", allow("s3:PutObject", "*"));

        assertThatThrownBy(() -> access.check(role, "s3:GetObject", OBJECT))
                .isInstanceOf(AwsError.class)
                .hasMessage("User: arn:aws:sts::000000000000:assumed-role/reader/reader is not authorized to perform:"
                        + " s3:GetObject on resource: " + OBJECT
                        + " because no identity-based policy allows the s3:GetObject action");
    }

    @ParameterizedTest
    @CsvSource({
        "s3:GetObject, arn:aws:s3:::lake/models/*, true",
        "s3:getobject, arn:aws:s3:::lake/models/*, true",
        "s3:Get*, arn:aws:s3:::lake/models/?/items.csv, true",
        "s3:*, *, true",
        "s3:GetObject, arn:aws:s3:::lake, false",
        "s3:GetObject, arn:aws:s3:::lake/models, false",
        "s3:GetObjectAcl, arn:aws:s3:::lake/*, false",
        "s3:GetObject, arn:aws:*, false",
        "glue:*, *, false",
    })
    void shouldMatchActionsAndResources_whenTheyHaveWildcards(String action, String resource, boolean allowed) {
        var role = granting.role("reader", "lambda.amazonaws.com", allow(action, resource));

        assertThat(access.allows(role, "s3:GetObject", OBJECT, Map.of())).isEqualTo(allowed);
    }

    @Test
    void shouldCoverEverythingElse_whenActionsOrResourcesAreExcluded() {
        var role = granting.role(
                "reader",
                "lambda.amazonaws.com",
                "{\"Effect\":\"Allow\",\"NotAction\":\"s3:Delete*\",\"NotResource\":\"arn:aws:s3:::lake/secret/*\"}");

        assertThat(access.allows(role, "s3:GetObject", OBJECT, Map.of())).isTrue();
        assertThat(access.allows(role, "s3:DeleteObject", OBJECT, Map.of())).isFalse();
        assertThat(access.allows(role, "s3:GetObject", "arn:aws:s3:::lake/secret/1", Map.of()))
                .isFalse();
    }

    @Test
    void shouldDeny_whenOneStatementDeniesWhatOthersAllow() {
        var role = granting.role(
                "reader", "lambda.amazonaws.com", allow("s3:*", "*"), statement("Deny", "s3:GetObject", OBJECT, ""));

        assertThat(access.decide(role, "s3:GetObject", OBJECT, Map.of())).isEqualTo(Decision.EXPLICIT_DENY);
        assertThatThrownBy(() -> access.check(role, "s3:GetObject", OBJECT))
                .hasMessageEndingWith("with an explicit deny in an identity-based policy");
    }

    @Test
    void shouldDenyEverybodyButTls_whenTheBucketSaysSo() {
        var role = granting.role("reader", "lambda.amazonaws.com", allow("s3:*", "*"));
        granting.bucketPolicy(
                "lake",
                statement(
                        "Deny",
                        "s3:*",
                        "arn:aws:s3:::lake arn:aws:s3:::lake/*",
                        EVERYBODY + ",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}}"));
        var plain = Map.of("aws:SecureTransport", "false");

        assertThat(access.allows(role, "s3:GetObject", OBJECT, Map.of())).isTrue();
        assertThat(access.decide(role, "s3:GetObject", OBJECT, plain)).isEqualTo(Decision.EXPLICIT_DENY);
        assertThatThrownBy(() -> access.check(AccessKeys.OPERATOR, "s3:GetObject", OBJECT, plain))
                .hasMessageEndingWith("with an explicit deny in a resource-based policy");
    }

    @Test
    void shouldAllowByTheResourceAlone_whenItNamesTheRole() {
        var role = granting.role("reader", "lambda.amazonaws.com");
        granting.bucketPolicy(
                "lake",
                statement("Allow", "s3:GetObject", "arn:aws:s3:::lake/*", ",\"Principal\":{\"AWS\":\"" + role + "\"}"));

        assertThat(access.allows(role, "s3:GetObject", OBJECT, Map.of())).isTrue();
        assertThat(access.allows(role, "s3:PutObject", OBJECT, Map.of())).isFalse();
    }

    @Test
    void shouldStayWithinTheBoundary_whenTheRoleHasOne() {
        var role = granting.role("reader", "lambda.amazonaws.com", allow("s3:*", "*"));
        granting.resource(
                "aws:iam/policy:Policy",
                "boundary",
                inputs -> inputs.put("arn", "arn:aws:iam::0:policy/most")
                        .put("policy", document(allow("s3:GetObject", "*"))));
        granting.resource(
                "aws:iam/role:Role",
                "reader",
                inputs -> inputs.put("arn", role)
                        .put("assumeRolePolicy", document())
                        .put("permissionsBoundary", "arn:aws:iam::0:policy/most"));

        assertThat(access.allows(role, "s3:GetObject", OBJECT, Map.of())).isTrue();
        assertThatThrownBy(() -> access.check(role, "s3:PutObject", OBJECT))
                .hasMessageEndingWith("because no permissions boundary allows the s3:PutObject action");
    }

    @Test
    void shouldAllowByAttachedPolicies_untilTheyAreDetached() {
        var role = granting.role("reader", "lambda.amazonaws.com");
        granting.resource(
                "aws:iam/policy:Policy",
                "read",
                inputs -> inputs.put("arn", "arn:aws:iam::0:policy/read")
                        .put("policy", document(allow("s3:GetObject", "*"))));
        granting.resource(
                "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
                "1",
                inputs -> inputs.put("role", "reader").put("policyArn", "arn:aws:iam::0:policy/read"));

        assertThat(access.allows(role, "s3:GetObject", OBJECT, Map.of())).isTrue();
    }

    @Test
    void shouldAskTheKeyFirst_whenARoleMayUseKeys() {
        var role = granting.role("reader", "lambda.amazonaws.com", allow("kms:Decrypt", "*"));
        var delegating = granting.key("delegating", statement("Allow", "kms:*", "*", ROOT));
        var silent = granting.key("silent", statement("Allow", "kms:Decrypt", "*", ",\"Principal\":{\"AWS\":\"x\"}"));

        assertThatCode(() -> access.checkKey(role, "kms:Decrypt", delegating, "s3", Map.of()))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> access.checkKey(role, "kms:Decrypt", silent, "s3", Map.of()))
                .hasMessageEndingWith("because no resource-based policy allows the kms:Decrypt action");
        assertThat(access.allows(AccessKeys.OPERATOR, "kms:Decrypt", silent, Map.of()))
                .isFalse();
        assertThat(access.allows(AccessKeys.OPERATOR, "kms:Decrypt", delegating, Map.of()))
                .isTrue();
        assertThat(access.allows(role, "kms:Encrypt", delegating, Map.of())).isFalse();
    }

    @Test
    void shouldLetAServiceIn_whenTheResourceNamesItAndItsSource() {
        granting.resource(
                "aws:sns/topicPolicy:TopicPolicy",
                "alarms",
                inputs -> inputs.put("arn", "arn:aws:sns:::t")
                        .put(
                                "policy",
                                document(
                                        statement(
                                                "Allow",
                                                "sns:Publish",
                                                "arn:aws:sns:::t",
                                                ",\"Principal\":{\"Service\":\"events.amazonaws.com\"},\"Condition\":{\"ArnLike\":"
                                                        + "{\"aws:SourceArn\":\"arn:aws:events:us-east-1:000000000000:rule/*\"}}"))));
        var rule = Map.of("aws:SourceArn", "arn:aws:events:us-east-1:000000000000:rule/failed");
        var other = Map.of("aws:SourceArn", "arn:aws:events:us-east-1:111111111111:rule/failed");

        assertThat(access.allows("events.amazonaws.com", "sns:Publish", "arn:aws:sns:::t", rule))
                .isTrue();
        assertThat(access.allows("events.amazonaws.com", "sns:Publish", "arn:aws:sns:::t", other))
                .isFalse();
        assertThat(access.allows("events.amazonaws.com", "sns:Publish", "arn:aws:sns:::t", Map.of()))
                .isFalse();
        assertThat(access.allows("budgets.amazonaws.com", "sns:Publish", "arn:aws:sns:::t", rule))
                .isFalse();
    }

    @Test
    void shouldMakeAStatementOfAPermission_whenLambdaIsTold() {
        granting.resource(
                "aws:lambda/permission:Permission",
                "rule",
                inputs -> inputs.put("statementId", "rule")
                        .put("action", "lambda:InvokeFunction")
                        .put("function", "loader")
                        .put("qualifier", "live")
                        .put("principal", "events.amazonaws.com")
                        .put("sourceArn", "arn:aws:events:us-east-1:000000000000:rule/a"));
        var alias = "arn:aws:lambda:us-east-1:000000000000:function:loader:live";
        var rule = Map.of("aws:SourceArn", "arn:aws:events:us-east-1:000000000000:rule/a");

        assertThat(access.allows("events.amazonaws.com", "lambda:InvokeFunction", alias, rule))
                .isTrue();
        assertThat(access.allows("events.amazonaws.com", "lambda:InvokeFunction", alias, Map.of()))
                .isFalse();
        assertThat(access.allows("events.amazonaws.com", "lambda:InvokeFunction", alias.replace(":live", ""), rule))
                .isFalse();
    }

    @Test
    void shouldLetOnlyWhomTheRoleTrustsTakeItOn() {
        granting.resource(
                "aws:iam/role:Role",
                "firehose",
                inputs -> inputs.put("arn", "arn:aws:iam::0:role/deliver")
                        .put(
                                "assumeRolePolicy",
                                document(
                                        "{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":{\"Service\":"
                                                + "\"firehose.amazonaws.com\"},\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":"
                                                + "\"000000000000\"}}}")));
        var own = Map.of("sts:ExternalId", "000000000000");
        var foreign = Map.of("sts:ExternalId", "111111111111");

        assertThat(access.mayAssume("firehose.amazonaws.com", "arn:aws:iam::0:role/deliver", own))
                .isTrue();
        assertThat(access.mayAssume("firehose.amazonaws.com", "arn:aws:iam::0:role/deliver", foreign))
                .isFalse();
        assertThat(access.mayAssume("lambda.amazonaws.com", "arn:aws:iam::0:role/deliver", own))
                .isFalse();
        assertThat(access.mayAssume("firehose.amazonaws.com", "arn:aws:iam::0:role/gone", own))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "StringEquals                | models/  | true",
                "StringEquals                | Models/  | false",
                "StringEqualsIgnoreCase      | Models/  | true",
                "StringNotEquals             | models/  | false",
                "StringLike                  | mod*     | true",
                "StringNotLike               | mod*     | false",
                "StringNotLikeIfExists       | x*       | true",
                "ArnNotLike                  | arn:*    | true",
                "Bool                        | MODELS/  | true",
            })
    void shouldCompare_whenTheKeyIsThere(String operator, String wanted, boolean fits) {
        var role = listing(operator, "s3:prefix", wanted);

        assertThat(access.allows(role, "s3:ListBucket", "arn:aws:s3:::lake", Map.of("s3:prefix", "models/")))
                .isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource({
        "StringEquals, x, false",
        "StringEqualsIfExists, x, true",
        "StringNotEquals, x, true",
        "ArnLike, x, false",
        "Bool, true, false",
        "BoolIfExists, true, true",
        "NumericLessThanEquals, 3, false",
        "Null, true, true",
        "Null, false, false",
    })
    void shouldDecideByTheOperator_whenTheKeyIsMissing(String operator, String wanted, boolean fits) {
        var role = listing(operator, "s3:prefix", wanted);

        assertThat(access.allows(role, "s3:ListBucket", "arn:aws:s3:::lake", Map.of()))
                .isEqualTo(fits);
    }

    @Test
    void shouldCompareNumbersAsNumbers() {
        var role = listing("NumericLessThanEquals", "s3:max-keys", "10");

        assertThat(access.allows(role, "s3:ListBucket", "arn:aws:s3:::lake", Map.of("s3:max-keys", "9")))
                .isTrue();
        assertThat(access.allows(role, "s3:ListBucket", "arn:aws:s3:::lake", Map.of("s3:max-keys", "11")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "DateLessThan, s3:prefix, the condition operator DateLessThan",
        "ForAnyValue:StringLike, s3:prefix, the condition operator ForAnyValue:StringLike",
        "StringEquals, aws:RequestTag/owner, the condition key aws:RequestTag/owner",
    })
    void shouldRefuseThePolicy_whenItSaysWhatIsNotEvaluated(String operator, String key, String named) {
        assertThatThrownBy(() -> listing(operator, key, "x"))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining("does not evaluate " + named);
    }

    private String listing(String operator, String key, String value) {
        return granting.role(
                "lister",
                "lambda.amazonaws.com",
                statement(
                        "Allow",
                        "s3:ListBucket",
                        "arn:aws:s3:::lake",
                        ",\"Condition\":{\"" + operator + "\":{\"" + key + "\":\"" + value + "\"}}"));
    }
}
