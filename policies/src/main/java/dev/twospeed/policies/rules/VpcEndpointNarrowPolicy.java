package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** Roles and resources decide where an endpoint has no policy; one that is written must narrow that, and not repeat that all is allowed. */
public final class VpcEndpointNarrowPolicy implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("vpc-endpoint-narrow-policy", Severity.LOW)
                .holds("A policy of a VPC endpoint narrows what is allowed.")
                .because("A policy that allows everything looks like a check and is none.")
                .fix("Name principals and resources or add a condition, or leave the policy out.")
                .implementing(Controls.wellArchitected("SEC05-BP02"))
                .see("https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html");
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:ec2/vpcEndpoint:VpcEndpoint");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustNotHold(
                AccessPolicies.isPublic(it.get("policy"))
                        .and(AccessPolicies.anyAllowed(
                                it.get("policy"),
                                statement -> statement
                                        .get("Action")
                                        .any(action -> action.is("*"))
                                        .and(IdentityPolicies.everything(statement))
                                        .and(statement.get("Condition").isAbsent()))),
                "the policy allows everything to everybody");
    }
}
