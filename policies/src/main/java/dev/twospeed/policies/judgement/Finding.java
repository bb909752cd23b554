package dev.twospeed.policies.judgement;

import dev.twospeed.policies.sdk.Level;
import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;

/**
 * What a rule found about a resource.
 *
 * @param rule what the rule says about itself
 * @param level how strictly it is meant
 * @param message what was found
 */
public record Finding(Metadata rule, Level level, PolicyResource resource, Outcome outcome, String message) {
    /** How it ended. */
    public enum Outcome {
        /** The rule is kept. */
        KEPT,
        /** The rule is broken. */
        BROKEN,
        /** It cannot be told from what is known. */
        UNDECIDED,
        /** The rule is broken, and the configuration lets this resource do so. */
        EXEMPT
    }
}
