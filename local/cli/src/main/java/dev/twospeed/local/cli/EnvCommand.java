package dev.twospeed.local.cli;

import dev.twospeed.local.RunningAws;
import dev.twospeed.local.cloud.Environment;
import dev.twospeed.local.pulumi.EnvironmentScript;
import dev.twospeed.local.pulumi.PulumiCli;
import dev.twospeed.local.pulumi.PulumiSetting;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "env",
        mixinStandardHelpOptions = true,
        description = "Print shell commands that point pulumi at the running embedded AWS: eval \"$(./twospeed env)\".",
        footer = {"  eval \"$(./twospeed env)\"", "  eval \"$(./twospeed env --unset)\""})
final class EnvCommand implements Callable<Integer> {
    @Option(names = "--unset", description = "Print shell commands that take it back.")
    boolean unset;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var out = spec.commandLine().getOut();
        var script = new EnvironmentScript(System.getenv());
        if (unset) {
            out.print(script.unset());
            out.flush();
            return 0;
        }
        var root = Main.root();
        var running = RunningAws.find(root)
                .orElseThrow(() -> new UserError(
                        "The embedded AWS does not run in this checkout: start it with ./twospeed start"));
        var err = spec.commandLine().getErr();
        var cli = PulumiCli.find(Environment.cache(), root.resolve("tools/pulumi"), err::println);
        Files.createDirectories(root.resolve(".twospeed/state"));
        out.print(script.set(PulumiSetting.embedded(cli, root, running.providerPort())));
        out.flush();
        return 0;
    }
}
