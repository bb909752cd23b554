package dev.twospeed.local.cli;

import dev.twospeed.local.RunningAws;
import dev.twospeed.local.cloud.Environment;
import dev.twospeed.local.cloud.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        description = "Start the embedded AWS of this checkout in the background.",
        footer = {"  ./twospeed start", "  eval \"$(./twospeed env)\" && pulumi up -s local"})
final class StartCommand implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var out = spec.commandLine().getOut();
        var root = Main.root();
        var already = RunningAws.find(root);
        if (already.isPresent()) {
            out.printf(
                    "The embedded AWS runs already, as process %d%n",
                    already.get().pid());
            return 0;
        }
        var log = Files.createDirectories(root.resolve(".twospeed/log")).resolve("embedded-aws.log");
        var before = Files.exists(log) ? Files.size(log) : 0;
        var process = serve(root, log);
        var deadline = System.nanoTime() + LIMIT.toNanos();
        while (RunningAws.find(root).filter(r -> r.pid() == process.pid()).isEmpty()) {
            if (!process.isAlive()) {
                throw new UserError(reason(log, before));
            }
            if (System.nanoTime() > deadline) {
                process.destroy();
                throw new UserError("The embedded AWS did not start within " + LIMIT.toSeconds() + " s; see " + log);
            }
            Thread.sleep(100);
        }
        makeStacks(root);
        out.printf("The embedded AWS runs as process %d; ./twospeed stop ends it%n", process.pid());
        return 0;
    }

    /** So that a bare {@code pulumi up -s local} finds its stack. */
    private void makeStacks(Path root) throws IOException, InterruptedException {
        var err = spec.commandLine().getErr();
        try (var environment = Environment.open(root, Environment.LOCAL, err::println)) {
            for (var stack : Stack.inOrder()) {
                environment.pulumi(stack).make();
            }
        }
    }

    private static Process serve(Path root, Path log) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dtwospeed.root=" + root,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve"));
        // A session of its own, so that Ctrl-C in the shell does not reach it.
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            command.add(0, "/usr/bin/setsid");
        }
        return new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** What it said before it ended: the sentence that the command serve printed. */
    private static String reason(Path log, long before) throws IOException {
        var said = Files.readString(log).substring((int) before);
        return said.lines()
                .filter(line -> line.startsWith("twospeed: "))
                .map(line -> line.substring("twospeed: ".length()))
                .findFirst()
                .orElse("The embedded AWS ended at once; see " + log);
    }
}
