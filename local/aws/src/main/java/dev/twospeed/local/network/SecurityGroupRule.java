package dev.twospeed.local.network;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twospeed.local.resource.Resource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A rule of a security group, in whichever of three ways a stack declares one.
 *
 * @param egress whether it is about calls of the group's members; else about calls to them
 * @param group the group it belongs to
 * @param peers the groups, blocks of addresses and prefix lists on the other side
 */
record SecurityGroupRule(boolean egress, String group, String protocol, int from, int to, Set<String> peers) {
    static final String INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
    static final String EGRESS_RULE = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
    static final String GROUP_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
    static final String GROUP = "aws:ec2/securityGroup:SecurityGroup";
    static final String DEFAULT_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
    static final Set<String> TYPES = Set.of(INGRESS_RULE, EGRESS_RULE, GROUP_RULE, GROUP, DEFAULT_GROUP);

    private static final String EGRESS = "egress";

    /** The rules that a resource declares. */
    static List<SecurityGroupRule> of(Resource resource) {
        var inputs = resource.inputs();
        var group = inputs.path("securityGroupId").asText();
        return switch (resource.type()) {
            case EGRESS_RULE -> List.of(rule(true, group, inputs));
            case INGRESS_RULE -> List.of(rule(false, group, inputs));
            case GROUP_RULE -> List.of(rule(inputs.path("type").asText().equals(EGRESS), group, inputs));
            case GROUP, DEFAULT_GROUP -> {
                var rules = new ArrayList<SecurityGroupRule>();
                inputs.path(EGRESS).forEach(rule -> rules.add(rule(true, resource.id(), rule)));
                inputs.path("ingress").forEach(rule -> rules.add(rule(false, resource.id(), rule)));
                yield rules;
            }
            default -> List.of();
        };
    }

    private static SecurityGroupRule rule(boolean egress, String group, JsonNode rule) {
        var peers = new ArrayList<String>();
        for (var one : List.of("referencedSecurityGroupId", "sourceSecurityGroupId", "cidrIpv4", "prefixListId")) {
            peers.add(rule.path(one).asText(""));
        }
        for (var many : List.of("securityGroups", "cidrBlocks", "prefixListIds")) {
            rule.path(many).forEach(peer -> peers.add(peer.asText()));
        }
        if (rule.path("self").asBoolean()) {
            peers.add(group);
        }
        peers.removeIf(String::isEmpty);
        return new SecurityGroupRule(
                egress,
                group,
                rule.path("ipProtocol").asText(rule.path("protocol").asText()),
                rule.path("fromPort").asInt(),
                rule.path("toPort").asInt(),
                Set.copyOf(peers));
    }

    /** Whether it is about TCP connections to all ports from one to another. */
    boolean opens(int first, int last) {
        return protocol.equals("-1") || (Set.of("tcp", "6").contains(protocol) && from <= first && last <= to);
    }

    boolean names(String... someone) {
        return Arrays.stream(someone).anyMatch(peers::contains);
    }

    boolean namesOneOf(List<String> groups) {
        return groups.stream().anyMatch(peers::contains);
    }

    boolean covers(Cidr addresses) {
        return peers.stream()
                .filter(peer -> peer.indexOf('/') > 0)
                .map(Cidr::parse)
                .anyMatch(block -> block.covers(addresses));
    }
}
