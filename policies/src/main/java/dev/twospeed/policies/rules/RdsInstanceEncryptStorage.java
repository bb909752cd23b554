package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.List;
import java.util.Set;

/** Every database is encrypted at rest; a replica has this from its source. */
public final class RdsInstanceEncryptStorage implements ResourceRule {
    @Override
    public Metadata metadata() {
        return new Metadata(
                "rds-instance-encrypt-storage",
                "RDS instances encrypt their storage.",
                Severity.HIGH,
                List.of("AWS FSBP RDS.3", "cdk-nag AwsSolutions-RDS2"),
                "Set storageEncrypted to true; changing it replaces the instance.",
                "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-3");
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:rds/instance:Instance");
    }

    @Override
    public Verdict check(PolicyResource resource) {
        return Verdict.mustHold(
                resource.get("storageEncrypted")
                        .isTrue()
                        .or(resource.get("replicateSourceDb").isPresent()),
                "storageEncrypted is not true");
    }
}
