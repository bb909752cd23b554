package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.StackResources;
import dev.twospeed.policies.sdk.StackRule;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** Who talked to whom, and what was refused. */
public final class VpcNetworkLogFlow implements StackRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("vpc-network-log-flow", Severity.MEDIUM)
                .holds("VPCs log who talks to whom.")
                .because("Nobody can tell afterwards where data went.")
                .fix("Add a FlowLog for the VPC.")
                .implementing(Controls.fsbp("EC2.6"), Controls.cdkNag("AwsSolutions-VPC7"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:ec2/vpc:Vpc");
    }

    @Override
    public Verdict check(PolicyResource it, StackResources stack) {
        return Verdict.mustHold(
                stack.any("aws:ec2/flowLog:FlowLog", log -> stack.refers(log, "vpcId", it, "id")),
                "no flow log of this VPC is declared");
    }
}
