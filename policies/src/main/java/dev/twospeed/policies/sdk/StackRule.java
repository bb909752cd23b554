package dev.twospeed.policies.sdk;

/** A rule that a resource keeps or breaks together with others of its stack. */
public non-sealed interface StackRule extends Rule {
    /** Checks a resource of one of its types among all of its stack, by its state after the preview or the update. */
    Verdict check(PolicyResource resource, StackResources stack);
}
