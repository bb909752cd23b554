package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** No master password passes through a stack program or its state. */
public final class RdsDatabaseManageMasterPassword implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("rds-database-manage-master-password", Severity.HIGH)
                .holds("RDS keeps the master password in Secrets Manager, so that nobody sees or copies it.")
                .because("A password in a program is in its state, its history and its logs.")
                .fix("Set manageMasterUserPassword to true and leave the password out.")
                .implementing(Controls.wellArchitected("SEC02-BP03"))
                .see("https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html");
    }

    @Override
    public Set<String> types() {
        return Databases.TYPES;
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(
                it.get("manageMasterUserPassword")
                        .isTrue()
                        .or(Databases.isReplica(it))
                        .and(it.get("password").isAbsent())
                        .and(it.get("masterPassword").isAbsent()),
                "the master password is not managed by RDS");
    }
}
