package dev.twospeed.local.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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
            WatchCommand.class,
            ConsoleCommand.class,
            ModelsCommand.class,
            ModelCommand.class,
            BenchCommand.class,
            SqlCommand.class,
            ReplayCommand.class,
            ForgetCommand.class,
            CompletionCommand.class
        },
        footer = {"  ./twospeed demo", "  ./twospeed up --env dev", "  ./twospeed model train --help"})
public final class Main {
    private static final Logger LOGS = Logger.getLogger("dev.twospeed");
    /** No example is broken into lines. */
    private static final int HELP_WIDTH = 120;

    private static final Map<String, String> EXIT_CODES = exitCodes();

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Show the stack trace of a failure beside its sentence.")
    boolean debug;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Print results and failures only, no progress.")
    boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Print what the services of the embedded AWS note, too.")
    boolean verbose;

    private Main() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] arguments) {
        if (!List.of(arguments).contains("serve")
                && Collections.disjoint(List.of(arguments), List.of("-v", "--verbose"))) {
            LOGS.setLevel(Level.WARNING); // what the services note belongs to the log of the process behind start
        }
        System.exit(commandLine().execute(arguments));
    }

    private static Map<String, String> exitCodes() {
        var codes = new LinkedHashMap<String, String>();
        codes.put("0", "done");
        codes.put("1", "it failed, or a check did not hold; one sentence says why");
        codes.put("2", "the command line was wrong");
        return codes;
    }

    static CommandLine commandLine() {
        var main = new Main();
        var commandLine = new CommandLine(main);
        explain(commandLine);
        return commandLine
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

    /** What the help of every command ends with: examples, which are its footer, and exit codes. */
    private static void explain(CommandLine command) {
        command.getCommandSpec()
                .usageMessage()
                .width(HELP_WIDTH)
                .footerHeading("%nExamples:%n")
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(EXIT_CODES);
        command.getSubcommands().values().forEach(Main::explain);
    }

    /** Where progress goes: nowhere if the user wants none. */
    static PrintWriter progress(CommandSpec spec) {
        return progress(spec, spec.commandLine().getErr());
    }

    /** The same for progress that is all there is to see. */
    static PrintWriter progress(CommandSpec spec, PrintWriter usually) {
        return isQuiet(spec) ? new PrintWriter(Writer.nullWriter()) : usually;
    }

    /** Whether the user wants no progress. */
    static boolean isQuiet(CommandSpec spec) {
        return ((Main) spec.root().userObject()).quiet;
    }

    /** Prints a value as JSON, with names as in the records of the stream. */
    static void printJson(CommandSpec spec, Object value) throws IOException {
        var mapper = new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
        spec.commandLine()
                .getOut()
                .println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(value));
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
