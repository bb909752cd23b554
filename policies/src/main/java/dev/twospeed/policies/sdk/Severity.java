package dev.twospeed.policies.sdk;

/** How much a violation matters. */
public enum Severity {
    /** Good to have. */
    LOW,
    /** Wanted in production. */
    MEDIUM,
    /** A weakness that is looked for. */
    HIGH,
    /** Open to the world. */
    CRITICAL
}
