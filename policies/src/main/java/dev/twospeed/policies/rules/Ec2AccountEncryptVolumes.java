package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.StackResources;
import dev.twospeed.policies.sdk.StackRule;
import dev.twospeed.policies.sdk.Truth;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** A setting of the account and region: a stack that does not declare it cannot tell. */
public final class Ec2AccountEncryptVolumes implements StackRule {
    private static final String SETTING = "aws:ebs/encryptionByDefault:EncryptionByDefault";

    @Override
    public Metadata metadata() {
        return Metadata.of("ec2-account-encrypt-volumes", Severity.MEDIUM)
                .holds("The account encrypts all new EBS volumes.")
                .because("The next volume that somebody makes by hand is not encrypted.")
                .fix("Turn encryption by default on, once for each region, outside of the stacks of an environment.")
                .implementing(Controls.fsbp("EC2.7"));
    }

    @Override
    public Set<String> types() {
        return Set.of("pulumi:pulumi:Stack");
    }

    @Override
    public Verdict check(PolicyResource it, StackResources stack) {
        return Verdict.mustHold(
                stack.any(SETTING, setting -> setting.get("enabled").isFalse().not())
                        .or(stack.any(SETTING, setting -> Truth.TRUE).not().and(Truth.UNKNOWN)),
                "new volumes are not encrypted by default");
    }
}
