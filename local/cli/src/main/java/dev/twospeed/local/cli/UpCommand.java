package dev.twospeed.local.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Deploy stacks in the order of their dependencies.",
        footer = {"  ./twospeed up", "  ./twospeed up etl vector-db --env dev"})
final class UpCommand implements Callable<Integer> {
    @Mixin
    StackSelection stacks = new StackSelection();

    @Mixin
    EnvironmentOption environment = new EnvironmentOption();

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var out = Main.progress(spec, spec.commandLine().getOut());
        var selected = stacks.inOrder();
        try (var opened = environment.open()) {
            for (var stack : selected) {
                out.println("== " + stack.label());
                opened.pulumi(stack).up(out::println);
            }
        }
        return 0;
    }
}
