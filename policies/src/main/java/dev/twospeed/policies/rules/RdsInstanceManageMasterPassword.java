package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.List;
import java.util.Set;

/** No master password passes through a stack program or its state. */
public final class RdsInstanceManageMasterPassword implements ResourceRule {
    @Override
    public Metadata metadata() {
        return new Metadata(
                "rds-instance-manage-master-password",
                "RDS keeps the master password in Secrets Manager, so that nobody sees or copies it.",
                Severity.HIGH,
                List.of("AWS Well-Architected SEC02-BP03"),
                "Set manageMasterUserPassword to true and leave password out.",
                "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html");
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:rds/instance:Instance");
    }

    @Override
    public Verdict check(PolicyResource resource) {
        return Verdict.mustHold(
                resource.get("manageMasterUserPassword")
                        .isTrue()
                        .or(resource.get("replicateSourceDb").isPresent())
                        .and(resource.get("password").isPresent().not()),
                "the master password is not managed by RDS");
    }
}
