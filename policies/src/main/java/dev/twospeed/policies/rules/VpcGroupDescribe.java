package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** A rule that nobody can explain is never taken away. */
public final class VpcGroupDescribe implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("vpc-group-describe", Severity.LOW)
                .holds("Security groups and their rules say what they are for.")
                .because("Nobody dares to remove what nobody can explain.")
                .fix("Set description.")
                .implementing(Controls.cdkNag("AwsSolutions-EC27"));
    }

    @Override
    public Set<String> types() {
        return Set.of(
                "aws:ec2/securityGroup:SecurityGroup",
                "aws:ec2/securityGroupRule:SecurityGroupRule",
                "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
                "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(
                it.get("description").matches(text -> !text.isBlank() && !text.equals("Managed by Pulumi")),
                "there is no description");
    }
}
