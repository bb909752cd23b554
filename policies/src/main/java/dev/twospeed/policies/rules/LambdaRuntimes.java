package dev.twospeed.policies.rules;

import java.util.Set;

/**
 * The Lambda runtimes that AWS supports.
 *
 * <p>Source: Lambda developer guide, "Lambda runtimes", table of supported runtimes.
 */
final class LambdaRuntimes {
    static final Set<String> SUPPORTED = Set.of(
            "java25",
            "java21",
            "java17",
            "java11",
            "java8.al2",
            "python3.14",
            "python3.13",
            "python3.12",
            "python3.11",
            "nodejs24.x",
            "nodejs22.x",
            "dotnet10",
            "ruby3.4",
            "ruby3.3",
            "provided.al2023");

    private LambdaRuntimes() {}
}
