package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** Users log in with what IAM gives them for minutes. */
public final class RdsDatabaseUseIamLogin implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("rds-database-use-iam-login", Severity.MEDIUM)
                .holds("RDS databases let users log in by IAM.")
                .because("Passwords of users are copied, shared and never changed.")
                .fix("Set iamDatabaseAuthenticationEnabled to true.")
                .implementing(Controls.fsbp("RDS.10"), Controls.fsbp("RDS.12"), Controls.cdkNag("AwsSolutions-RDS6"));
    }

    @Override
    public Set<String> types() {
        return Databases.TYPES;
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(
                it.get("iamDatabaseAuthenticationEnabled").isTrue(), "iamDatabaseAuthenticationEnabled is not true");
    }
}
