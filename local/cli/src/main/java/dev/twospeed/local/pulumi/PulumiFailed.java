package dev.twospeed.local.pulumi;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pulumi ended with an error; the message holds what it said. */
public final class PulumiFailed extends RuntimeException {
    private static final int KEPT_LINES = 40;

    /** What Pulumi says of a lock in a state folder: whose it is, on which machine and of which process. */
    private static final Pattern LOCK = Pattern.compile("/locks/.*: created by \\S+@(\\S+) \\(pid (\\d+)\\)");

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
     * Whether it failed because of locks that processes of this machine hold and that are no more: a deployment was killed. One that was
     * interrupted gives its lock back.
     */
    boolean lockedByTheDead() {
        var locks = printed.stream()
                .map(LOCK::matcher)
                .filter(Matcher::find)
                .map(Matcher::toMatchResult)
                .toList();
        return !locks.isEmpty()
                && locks.stream()
                        .allMatch(lock -> lock.group(1).equals(thisMachine())
                                && ProcessHandle.of(Long.parseLong(lock.group(2)))
                                        .isEmpty());
    }

    private static String thisMachine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // Not known by name: nobody is known to be dead then.
            return "";
        }
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
