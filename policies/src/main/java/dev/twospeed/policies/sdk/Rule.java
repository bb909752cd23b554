package dev.twospeed.policies.sdk;

/** A rule of a policy pack: about one resource, or about how the resources of a stack belong together. */
public sealed interface Rule permits ResourceRule, StackRule {
    /** What it says about itself. */
    Metadata metadata();
}
