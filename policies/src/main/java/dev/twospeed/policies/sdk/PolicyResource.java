package dev.twospeed.policies.sdk;

import java.util.Map;
import java.util.Set;

/**
 * A resource as a rule sees it.
 *
 * @param type Pulumi type token, such as {@code aws:s3/bucketV2:BucketV2}
 * @param name the name in the program
 * @param properties its inputs, in a stack rule its state; secrets are opened
 * @param dependencies for each property the URNs it is computed from; only stack rules have them
 */
public record PolicyResource(
        String urn, String type, String name, Value properties, Map<String, Set<String>> dependencies) {
    /** A property. */
    public Value get(String property) {
        return properties.get(property);
    }

    /** A nested property by its path, such as {@code vpcConfig.subnetIds}. */
    public Value at(String path) {
        return properties.at(path);
    }
}
