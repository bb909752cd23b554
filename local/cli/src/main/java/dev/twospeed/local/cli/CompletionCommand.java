package dev.twospeed.local.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Print a script that completes commands and options in bash and zsh.",
        footer = {"  source <(./twospeed completion)"})
final class CompletionCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        out.print(AutoComplete.bash("twospeed", spec.root().commandLine()));
        // The launcher is called by its path, which is another word than its name.
        out.println("complete -F _complete_twospeed -o default ./twospeed");
        out.flush();
        return 0;
    }
}
