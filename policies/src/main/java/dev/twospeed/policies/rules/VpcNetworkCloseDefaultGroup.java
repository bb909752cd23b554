package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.StackResources;
import dev.twospeed.policies.sdk.StackRule;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** Whatever is started without a group of its own gets the default one. */
public final class VpcNetworkCloseDefaultGroup implements StackRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("vpc-network-close-default-group", Severity.HIGH)
                .holds("The default security group of a VPC lets nothing in or out.")
                .because("Everything that was started without a group can talk to everything else that was.")
                .fix("Add a DefaultSecurityGroup without ingress and egress.")
                .implementing(Controls.fsbp("EC2.2"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:ec2/vpc:Vpc");
    }

    @Override
    public Verdict check(PolicyResource it, StackResources stack) {
        return Verdict.mustHold(
                stack.any(
                        "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
                        group -> stack.refers(group, "vpcId", it, "id")
                                .and(group.get("ingress").isAbsent())
                                .and(group.get("egress").isAbsent())),
                "no default group of this VPC without rules is declared");
    }
}
