package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Truth;
import dev.twospeed.policies.sdk.Value;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;
import java.util.stream.Stream;

/** No port is for the world; what should be has a load balancer or a gateway before it. */
public final class VpcGroupForbidOpenIngress implements ResourceRule {
    private static final Set<String> WORLD = Set.of("0.0.0.0/0", "::/0");

    @Override
    public Metadata metadata() {
        return Metadata.of("vpc-group-forbid-open-ingress", Severity.HIGH)
                .holds("Security groups let nobody in whom they do not name.")
                .because("Every open port is tried within minutes.")
                .fix("Name a group, a prefix list or a narrower block.")
                .implementing(Controls.fsbp("EC2.18"), Controls.fsbp("EC2.19"), Controls.cdkNag("AwsSolutions-EC23"));
    }

    @Override
    public Set<String> types() {
        return Set.of(
                "aws:ec2/securityGroup:SecurityGroup",
                "aws:ec2/securityGroupRule:SecurityGroupRule",
                "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustNotHold(
                it.get("ingress")
                        .any(VpcGroupForbidOpenIngress::open)
                        .or(it.get("type").is("egress").not().and(open(it.properties()))),
                "the whole internet is let in");
    }

    private static Truth open(Value rule) {
        return Stream.of("cidrBlocks", "ipv6CidrBlocks", "cidrIpv4", "cidrIpv6")
                .map(name -> rule.get(name).any(block -> block.matches(WORLD::contains)))
                .reduce(Truth.FALSE, Truth::or);
    }
}
