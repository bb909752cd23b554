package dev.twospeed.local.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The twospeed command.
 *
 * <p>Exit codes: 0 done, 1 it failed and said why in one sentence, 2 the command line was wrong.
 */
@Command(
        name = "twospeed",
        description = "A recommender on AWS with two speeds, and the embedded AWS to try it on one machine.",
        mixinStandardHelpOptions = true,
        version = "twospeed 0.1.0",
        subcommands = {
            DemoCommand.class,
            StartCommand.class,
            ServeCommand.class,
            StopCommand.class,
            EnvCommand.class,
            UpCommand.class,
            PreviewCommand.class,
            OutputsCommand.class,
            PolicyCommand.class,
            CostCommand.class,
            DestroyCommand.class,
            SeedCommand.class,
            RunCommand.class,
            SendCommand.class,
            RecommendCommand.class,
            ModelsCommand.class,
            ModelCommand.class,
            BenchCommand.class,
            SqlCommand.class,
            ReplayCommand.class,
            ForgetCommand.class
        })
public final class Main {
    private static final Logger LOGS = Logger.getLogger("dev.twospeed");

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Show the stack trace of a failure beside its sentence.")
    boolean debug;

    private Main() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] arguments) {
        if (!List.of(arguments).contains("serve")) {
            LOGS.setLevel(Level.WARNING); // what the services note belongs to the log of the process behind start
        }
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        var main = new Main();
        return new CommandLine(main)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println(command.getColorScheme().errorText("twospeed: " + sentence(failure)));
                    if (main.debug) {
                        failure.printStackTrace(command.getErr());
                    } else if (failure instanceof RuntimeException && !(failure instanceof UserError)) {
                        command.getErr().println("(more with --debug)");
                    }
                    return 1;
                });
    }

    private static String sentence(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    /** The checkout, as the launcher names it. */
    static Path root() {
        var root = System.getProperty("twospeed.root");
        if (root == null) {
            throw new UserError("The checkout is not known: start this program through ./twospeed");
        }
        return Path.of(root);
    }
}
