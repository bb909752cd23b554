package dev.twospeed.policies.sdk;

import java.util.Optional;

/** A rule that one resource keeps or breaks by itself. */
public non-sealed interface ResourceRule extends Rule {
    /** Checks a resource of one of its types by the inputs that the program gave. */
    Verdict check(PolicyResource resource);

    /**
     * What would put a resource right that breaks the rule; none unless the fix is safe and obvious.
     *
     * <p>Applied only where the rule's level is {@link Level#REMEDIATE}.
     */
    default Optional<Remedy> remedy(PolicyResource resource) {
        return Optional.empty();
    }
}
