package dev.twospeed.stacks.common;

import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.SecurityGroupArgs;
import com.pulumi.aws.vpc.SecurityGroupEgressRule;
import com.pulumi.aws.vpc.SecurityGroupEgressRuleArgs;
import com.pulumi.aws.vpc.SecurityGroupIngressRule;
import com.pulumi.aws.vpc.SecurityGroupIngressRuleArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import java.util.ArrayList;
import java.util.List;

/** The security group of something that only calls others: S3, the interface endpoints, named databases, as it says. */
public final class Egress {
    private static final int HTTPS = 443;

    private final String what;
    private final Scope scope;
    private final FoundationOutputs foundation;
    private final Resource parent;
    private final SecurityGroup group;
    private final List<Resource> rules = new ArrayList<>();

    /** A group in the foundation's network, which lets nothing out yet. */
    public Egress(String what, Scope scope, FoundationOutputs foundation, Resource parent) {
        this.what = what;
        this.scope = scope;
        this.foundation = foundation;
        this.parent = parent;
        group = new SecurityGroup(
                what,
                SecurityGroupArgs.builder()
                        .name(scope.name(what, 255))
                        .description("Calls of " + what)
                        .vpcId(foundation.vpcId())
                        .tags(scope.tags(what))
                        .build(),
                scope.childOf(parent));
    }

    /** Lets this group call S3. */
    public Egress toS3() {
        rules.add(new SecurityGroupEgressRule(
                what + "-to-s3",
                SecurityGroupEgressRuleArgs.builder()
                        .securityGroupId(group.id())
                        .description("HTTPS to S3")
                        .prefixListId(foundation.s3PrefixListId())
                        .ipProtocol("tcp")
                        .fromPort(HTTPS)
                        .toPort(HTTPS)
                        .tags(scope.tags(what + "-to-s3"))
                        .build(),
                scope.childOf(parent)));
        return this;
    }

    /** Lets this group call the services that have an interface endpoint. */
    public Egress toEndpoints() {
        egress("endpoints", "HTTPS to the interface endpoints", foundation.endpointSecurityGroupId(), Output.of(HTTPS));
        return this;
    }

    /** Lets this group call a database, and the database's group be called; {@code to} names it. */
    public Egress toDatabase(String to, Output<String> databaseGroupId, Output<Integer> port) {
        egress(to, "Database " + to, databaseGroupId, port);
        rules.add(new SecurityGroupIngressRule(
                to + "-from-" + what,
                SecurityGroupIngressRuleArgs.builder()
                        .securityGroupId(databaseGroupId)
                        .description("From " + what)
                        .referencedSecurityGroupId(group.id())
                        .ipProtocol("tcp")
                        .fromPort(port)
                        .toPort(port)
                        .tags(scope.tags(to + "-from-" + what))
                        .build(),
                scope.childOf(parent)));
        return this;
    }

    private void egress(String to, String description, Output<String> groupId, Output<Integer> port) {
        rules.add(new SecurityGroupEgressRule(
                what + "-to-" + to,
                SecurityGroupEgressRuleArgs.builder()
                        .securityGroupId(group.id())
                        .description(description)
                        .referencedSecurityGroupId(groupId)
                        .ipProtocol("tcp")
                        .fromPort(port)
                        .toPort(port)
                        .tags(scope.tags(what + "-to-" + to))
                        .build(),
                scope.childOf(parent)));
    }

    /** The group's id. */
    public Output<String> groupId() {
        return group.id();
    }

    /** What must be there before a call can succeed. */
    public List<Resource> rules() {
        return List.copyOf(rules);
    }
}
