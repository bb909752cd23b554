package dev.twospeed.local.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "preview", mixinStandardHelpOptions = true, description = "Show what an up would change.")
final class PreviewCommand implements Callable<Integer> {
    @Mixin
    StackSelection stacks = new StackSelection();

    @Mixin
    EnvironmentOption environment = new EnvironmentOption();

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var out = spec.commandLine().getOut();
        var selected = stacks.inOrder();
        try (var opened = environment.open()) {
            for (var stack : selected) {
                out.println("== " + stack.label());
                opened.pulumi(stack).preview(out::println);
            }
        }
        return 0;
    }
}
