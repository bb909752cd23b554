package dev.twospeed.local.pulumi;

import java.nio.file.Path;
import java.util.List;

/** Pulumi ended with an error; the message holds what it said. */
public final class PulumiFailed extends RuntimeException {
    private static final int KEPT_LINES = 40;
    private final List<String> printed;

    PulumiFailed(String command, Path folder, String stack, List<String> printed) {
        super("pulumi " + command + " -C " + folder + " -s " + stack + " failed:\n" + diagnostics(printed));
        this.printed = List.copyOf(printed);
    }

    /** Whether it failed because the stack was never made. */
    boolean noSuchStack() {
        return printed.stream().anyMatch(line -> line.contains("no stack named"));
    }

    /** Whether it failed because the stack was made before. */
    boolean stackExists() {
        return printed.stream().anyMatch(line -> line.contains("already exists"));
    }

    /**
     * The part from "Policies:" or "Diagnostics:" up to "Outputs:" or "Resources:", or the last lines when there is none; what
     * policies say is why a deployment failed that was not even tried.
     */
    private static String diagnostics(List<String> printed) {
        var policies = printed.indexOf("Policies:");
        var start = policies >= 0 ? policies : printed.indexOf("Diagnostics:");
        var relevant = start >= 0
                ? printed.subList(start + 1, printed.size()).stream()
                        .takeWhile(line -> !line.equals("Resources:") && !line.equals("Outputs:"))
                        .toList()
                : printed;
        return String.join("\n", relevant.subList(Math.max(0, relevant.size() - KEPT_LINES), relevant.size()))
                .strip();
    }
}
