package dev.twospeed.policies.sdk;

/** How strictly a rule is meant. */
public enum Level {
    /** A violation is a warning. */
    ADVISORY,
    /** A violation fails the preview or the update. */
    MANDATORY,
    /** A violation is put right where the rule knows how; what it cannot put right is as with {@link #MANDATORY}. */
    REMEDIATE,
    /** The rule is not applied. */
    DISABLED
}
