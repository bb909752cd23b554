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

/** Remote shells and desktops are for nobody on the internet. */
public final class VpcAclCloseAdminPorts implements ResourceRule {
    private static final Set<String> WORLD = Set.of("0.0.0.0/0", "::/0");

    @Override
    public Metadata metadata() {
        return Metadata.of("vpc-acl-close-admin-ports", Severity.MEDIUM)
                .holds("Network ACLs let nobody from the internet reach the ports 22 and 3389.")
                .because("Every open port is tried within minutes.")
                .fix("Take the rule away, or name a narrower block.")
                .implementing(Controls.fsbp("EC2.21"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:ec2/networkAcl:NetworkAcl", "aws:ec2/networkAclRule:NetworkAclRule");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustNotHold(
                it.get("ingress")
                        .any(rule -> opens(rule, "action", "cidrBlock", "ipv6CidrBlock"))
                        .or(it.get("egress")
                                .isTrue()
                                .not()
                                .and(opens(it.properties(), "ruleAction", "cidrBlock", "ipv6CidrBlock"))),
                "port 22 or 3389 is open to the world");
    }

    private static Truth opens(Value rule, String action, String... blocks) {
        var world = Stream.of(blocks)
                .map(name -> rule.get(name).matches(WORLD::contains))
                .reduce(Truth.FALSE, Truth::or);
        return rule.get(action).is("allow").and(world).and(holds(rule, 22).or(holds(rule, 3389)));
    }

    /** Without ports a rule is about all of them. */
    private static Truth holds(Value rule, int port) {
        var from = rule.get("fromPort");
        var to = rule.get("toPort");
        var all = from.isAbsent().or(rule.get("protocol").is("-1"));
        return all.or(from.matchesNumber(least -> least <= port).and(to.matchesNumber(most -> most >= port)));
    }
}
