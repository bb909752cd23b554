package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** Who must reach it comes by a load balancer or Session Manager. */
public final class Ec2InstanceForbidPublicAddress implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("ec2-instance-forbid-public-address", Severity.HIGH)
                .holds("EC2 instances have no public address.")
                .because("Every open port is tried within minutes.")
                .fix("Set associatePublicIpAddress to false.")
                .implementing(Controls.fsbp("EC2.9"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:ec2/instance:Instance");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustNotHold(it.get("associatePublicIpAddress").isTrue(), "associatePublicIpAddress is true");
    }
}
