package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** Every volume is encrypted at rest. */
public final class Ec2VolumeEncrypt implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("ec2-volume-encrypt", Severity.MEDIUM)
                .holds("EBS volumes are encrypted.")
                .because("Snapshots and disks that leave the account are readable without it.")
                .fix("Set encrypted to true; changing it replaces the volume.")
                .implementing(Controls.fsbp("EC2.3"), Controls.cdkNag("AwsSolutions-EC26"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:ebs/volume:Volume");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(it.get("encrypted").isTrue(), "encrypted is not true");
    }
}
