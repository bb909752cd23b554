package dev.twospeed.policies.sdk;

import java.util.List;
import java.util.Set;

/** A rule of a policy pack: about one resource, or about how the resources of a stack belong together. */
public sealed interface Rule permits ResourceRule, StackRule {
    /** What it says about itself. */
    Metadata metadata();

    /** The Pulumi types of the resources that it judges, such as {@code aws:s3/bucketV2:BucketV2}. */
    Set<String> types();

    /** What a configuration may set, besides the level and exemptions; none unless a rule says so. */
    default List<Option> options() {
        return List.of();
    }

    /** The same rule with the values that a configuration gives {@link #options()}. */
    default Rule configured(Options options) {
        return this;
    }
}
