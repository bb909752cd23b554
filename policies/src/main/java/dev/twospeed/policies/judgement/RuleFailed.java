package dev.twospeed.policies.judgement;

import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Rule;

/** A rule failed instead of finding something: the run must fail too, and say where. */
public final class RuleFailed extends RuntimeException {
    RuleFailed(Rule rule, PolicyResource resource, RuntimeException cause) {
        super(
                "The rule " + rule.metadata().id() + " failed on " + resource.urn() + ": " + cause
                        + ". This is a fault of the rule; to go on without it, set it to disabled in"
                        + " --policy-pack-config.",
                cause);
    }
}
