package dev.twospeed.local.network;

import java.util.List;
import java.util.Map;

/**
 * The network of functions and jobs.
 *
 * @param map what is deployed, and what can be reached in it
 * @param isolation holds processes to that
 */
public record ProcessNetwork(VirtualNetwork map, Isolation isolation) {
    /** Without any deployed network, and without walls. */
    public static ProcessNetwork unrestricted() {
        return new ProcessNetwork(
                new VirtualNetwork("us-east-1", Map.of(VirtualNetwork.S3, 0, VirtualNetwork.LOGS, 0), List::of),
                Isolation.NONE);
    }
}
