package dev.twospeed.local.cli;

import dev.twospeed.local.cloud.Environment;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The environment that a command works on. */
final class EnvironmentOption {
    @Option(
            names = {"-e", "--env"},
            paramLabel = "ENV",
            defaultValue = Environment.LOCAL,
            description = "The environment, a Pulumi stack name: local (default) is the embedded AWS.")
    String name = Environment.LOCAL;

    @Spec(Spec.Target.MIXEE)
    CommandSpec command;

    Environment open() throws IOException, InterruptedException {
        return Environment.open(Main.root(), name, Main.progress(command)::println);
    }
}
