package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Remedy;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Optional;
import java.util.Set;

/** The older way gives the role of the instance to whoever makes it fetch an address. */
public final class Ec2InstanceRequireImdsv2 implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("ec2-instance-require-imdsv2", Severity.HIGH)
                .holds("EC2 instances give out their role only to those who ask for a session first.")
                .because("A fault in a web application hands out the rights of the instance.")
                .fix("Set metadataOptions.httpTokens to required.")
                .implementing(Controls.fsbp("EC2.8"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:ec2/instance:Instance", "aws:ec2/launchTemplate:LaunchTemplate");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(
                it.at("metadataOptions.httpTokens")
                        .is("required")
                        .or(it.at("metadataOptions.httpEndpoint").is("disabled")),
                "metadataOptions.httpTokens is not required");
    }

    @Override
    public Optional<Remedy> remedy(PolicyResource it) {
        return Optional.of(Remedy.set("metadataOptions.httpTokens", "required"));
    }
}
