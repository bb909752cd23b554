package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** The network of a function is known and watched. */
public final class LambdaFunctionRunInVpc implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("lambda-function-run-in-vpc", Severity.LOW)
                .holds("Lambda functions run in a VPC.")
                .because("A function outside reaches the whole internet, and nobody sees whom it talks to.")
                .fix("Set vpcConfig with private subnets.")
                .implementing(Controls.securityHub("Lambda.3"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:lambda/function:Function");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(it.at("vpcConfig.subnetIds").hasItems(1), "the function is in no VPC");
    }
}
