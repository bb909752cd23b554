package dev.twospeed.local.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "destroy",
        mixinStandardHelpOptions = true,
        description = "Delete what stacks deployed, in the reverse order of their dependencies.")
final class DestroyCommand implements Callable<Integer> {
    @Mixin
    StackSelection stacks = new StackSelection();

    @Mixin
    EnvironmentOption environment = new EnvironmentOption();

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var out = spec.commandLine().getOut();
        var selected = new ArrayList<>(stacks.inOrder());
        Collections.reverse(selected);
        try (var opened = environment.open()) {
            for (var stack : selected) {
                out.println("== " + stack.label());
                opened.pulumi(stack).destroy(out::println);
            }
        }
        return 0;
    }
}
