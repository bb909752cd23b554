package dev.twospeed.stacks.common;

import java.util.function.Function;
import java.util.stream.Stream;

/** What the documents say of a stack is what its program declares, in dev and in production. */
public final class Documents {
    private Documents() {}

    /**
     * Fails with what is missing: an alarm's section in the runbook, a role's row in the security document, an action in the
     * deployer's policy.
     *
     * @param deploy runs the stack's program for an environment
     */
    public static void describe(String stack, Function<String, MockRun> deploy) {
        var runs = Stream.of("dev", "prod").map(deploy).toList();
        Runbook.explainsAlarms(stack, runs);
        Runbook.explainsRoles(stack, runs);
        DeployerPolicy.isDocumented(stack, runs);
    }
}
