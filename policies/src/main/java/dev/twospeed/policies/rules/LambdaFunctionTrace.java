package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Remedy;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Optional;
import java.util.Set;

/** A slow answer can be followed through the services it passes. */
public final class LambdaFunctionTrace implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("lambda-function-trace", Severity.LOW)
                .holds("Lambda functions send traces to X-Ray.")
                .because("Without traces nobody can tell where the time of a slow call went.")
                .fix("Set tracingConfig.mode to Active.")
                .implementing(Controls.securityHub("Lambda.7"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:lambda/function:Function");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(it.at("tracingConfig.mode").is("Active"), "tracingConfig.mode is not Active");
    }

    @Override
    public Optional<Remedy> remedy(PolicyResource it) {
        return Optional.of(Remedy.set("tracingConfig.mode", "Active"));
    }
}
