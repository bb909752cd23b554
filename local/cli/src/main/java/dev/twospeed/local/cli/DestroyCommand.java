package dev.twospeed.local.cli;

import dev.twospeed.local.cloud.Environment;
import dev.twospeed.local.cloud.Stack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "destroy",
        mixinStandardHelpOptions = true,
        description = "Delete what stacks deployed, in the reverse order of their dependencies.",
        footer = {"  ./twospeed destroy", "  ./twospeed destroy streaming-inference --env dev"})
final class DestroyCommand implements Callable<Integer> {
    @Mixin
    StackSelection stacks = new StackSelection();

    @Mixin
    EnvironmentOption environment = new EnvironmentOption();

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var out = Main.progress(spec, spec.commandLine().getOut());
        var selected = new ArrayList<>(stacks.inOrder());
        Collections.reverse(selected);
        try (var opened = environment.open()) {
            refuseWhatIsInUse(selected, opened);
            for (var stack : selected) {
                out.println("== " + stack.label());
                opened.pulumi(stack).destroy(out::println);
            }
        }
        return 0;
    }

    /** Nothing is deleted unless everything selected can go. */
    private static void refuseWhatIsInUse(List<Stack> selected, Environment opened)
            throws IOException, InterruptedException {
        var users = EnumSet.noneOf(Stack.class);
        for (var stack : Stack.inOrder()) {
            var reads = !selected.contains(stack) && !Collections.disjoint(stack.reads(), selected);
            if (reads && opened.pulumi(stack).isDeployed()) {
                users.add(stack);
            }
        }
        if (users.isEmpty()) {
            return;
        }
        var inUse = selected.stream()
                .filter(stack -> !Collections.disjoint(stack.readers(), users))
                .map(stack -> "The stack " + stack.label() + " is still used by "
                        + labels(users.stream().filter(stack.readers()::contains), ", "))
                .collect(Collectors.joining(". "));
        var together = Stream.concat(selected.stream(), users.stream()).sorted();
        throw new UserError(inUse + ", so nothing was deleted in the environment " + opened.name()
                + ". All of them go with `./twospeed destroy " + labels(together, " ") + " --env " + opened.name()
                + "`");
    }

    private static String labels(Stream<Stack> stacks, String separator) {
        return stacks.map(Stack::label).collect(Collectors.joining(separator));
    }
}
