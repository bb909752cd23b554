package dev.twospeed.local.network;

import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a function or job can reach, and what it cannot: each destination with its port on 127.0.0.1, 0 for one that
 * listens nowhere.
 *
 * @param open such as {@code s3}, {@code secretsmanager} or {@code database twospeed-local-vectors}
 */
public record Reach(SortedMap<String, Integer> open, SortedMap<String, Integer> closed) {
    public Reach {
        open = new TreeMap<>(open);
        closed = new TreeMap<>(closed);
    }

    /** Whether connections to a destination come through. */
    public boolean covers(String destination) {
        return open.containsKey(destination);
    }

    String openPorts() {
        return ports(open.values());
    }

    String closedPorts() {
        return ports(closed.values());
    }

    private static String ports(Collection<Integer> ports) {
        return ports.stream().filter(port -> port != 0).map(String::valueOf).collect(Collectors.joining(","));
    }
}
