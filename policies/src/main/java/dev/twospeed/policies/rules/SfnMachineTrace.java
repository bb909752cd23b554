package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Remedy;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Optional;
import java.util.Set;

/** A slow run can be followed through the services it passes. */
public final class SfnMachineTrace implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("sfn-machine-trace", Severity.LOW)
                .holds("State machines send traces to X-Ray.")
                .because("Without traces nobody can tell where the time of a slow run went.")
                .fix("Set tracingConfiguration.enabled to true.")
                .implementing(Controls.cdkNag("AwsSolutions-SF2"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:sfn/stateMachine:StateMachine");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(it.at("tracingConfiguration.enabled").isTrue(), "tracingConfiguration is not enabled");
    }

    @Override
    public Optional<Remedy> remedy(PolicyResource it) {
        return Optional.of(Remedy.set("tracingConfiguration.enabled", true));
    }
}
