package dev.twospeed.local.iam;

/** What policies say about a request. */
public enum Decision {
    /** A policy allows it and none denies it. */
    ALLOW,
    /** A statement forbids it, whatever else allows it. */
    EXPLICIT_DENY,
    /** No statement allows it. */
    IMPLICIT_DENY
}
