package dev.twospeed.policies.sdk;

import java.util.Map;
import java.util.Set;

/**
 * A resource as a rule sees it.
 *
 * @param type Pulumi type token, such as {@code aws:s3/bucketV2:BucketV2}
 * @param properties its inputs, in a stack rule its state; secrets are opened
 * @param dependencies for each property the URNs it is computed from; only stack rules have them
 */
public record PolicyResource(
        String urn, String type, String name, Value properties, Map<String, Set<String>> dependencies) {
    /** A property. */
    public Value get(String property) {
        return properties.get(property);
    }

    /**
     * Whether a property of this resource names another one, such as a bucket policy's bucket.
     *
     * <p>Before the first deployment names are not known, but what they are computed from is.
     *
     * @param identity the other resource's property that is named, such as {@code bucket}
     */
    public Truth refersTo(PolicyResource other, String property, String identity) {
        if (dependencies.getOrDefault(property, Set.of()).contains(other.urn())) {
            return Truth.TRUE;
        }
        var mine = get(property);
        var theirs = other.get(identity);
        if (!mine.isUnknown() && !theirs.isUnknown()) {
            return Truth.of(mine.text().isPresent() && mine.text().equals(theirs.text()));
        }
        // What is not known is computed from something, and that was not the other resource.
        return dependencies.containsKey(property) ? Truth.FALSE : Truth.UNKNOWN;
    }
}
