package dev.twospeed.policies.sdk;

import java.util.Set;

/** A rule that a resource keeps or breaks together with others of its stack. */
public non-sealed interface StackRule extends Rule {
    /** The types of the resources that are judged. */
    Set<String> types();

    /** Checks a resource of one of these types among all of its stack. */
    Verdict check(PolicyResource resource, StackResources stack);
}
