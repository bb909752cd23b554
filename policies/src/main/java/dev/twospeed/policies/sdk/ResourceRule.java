package dev.twospeed.policies.sdk;

import java.util.Set;

/** A rule that one resource keeps or breaks by itself. */
public non-sealed interface ResourceRule extends Rule {
    /** The types it is about. */
    Set<String> types();

    /** Checks a resource of one of these types. */
    Verdict check(PolicyResource resource);
}
