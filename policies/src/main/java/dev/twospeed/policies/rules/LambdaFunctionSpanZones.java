package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** A function in a VPC has subnets of two zones at least; whether they are of different zones only AWS can tell. */
public final class LambdaFunctionSpanZones implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("lambda-function-span-zones", Severity.MEDIUM)
                .holds("Lambda functions in a VPC have two subnets or more.")
                .because("With one subnet the failure of its zone stops the function.")
                .fix("Name private subnets of at least two zones in vpcConfig.subnetIds.")
                .implementing(Controls.fsbp("Lambda.5"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:lambda/function:Function");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(
                it.at("vpcConfig.subnetIds")
                        .isAbsent()
                        .or(it.at("vpcConfig.subnetIds").hasItems(2)),
                "the function has a single subnet");
    }
}
