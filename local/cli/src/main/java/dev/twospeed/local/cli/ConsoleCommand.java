package dev.twospeed.local.cli;

import dev.twospeed.local.cloud.Stack;
import dev.twospeed.local.console.ConsoleServer;
import dev.twospeed.local.console.DeployedSystem;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "console",
        mixinStandardHelpOptions = true,
        description = "Serve a web page on this machine that shows what watch shows and asks for recommendations,"
                + " until Ctrl-C.",
        footer = {"  ./twospeed console", "  ./twospeed console --env prod --port 9000 --every 60"})
final class ConsoleCommand implements Callable<Integer> {
    private static final int LARGEST_PORT = 65_535;
    private static final int MINUTES = 30;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8787",
            description = "Where to serve it on 127.0.0.1, 0 for any free port (default: ${DEFAULT-VALUE}).")
    int port = 8787;

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description =
                    "How often the page looks (default: ${DEFAULT-VALUE}). CloudWatch bills each look of an account.")
    int seconds = 10;

    @Mixin
    EnvironmentOption environment = new EnvironmentOption();

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (port < 0 || port > LARGEST_PORT) {
            throw new UserError("--port is " + port + "; allowed: 0 to " + LARGEST_PORT);
        }
        if (seconds < 1) {
            throw new UserError("--every is " + seconds + "; allowed: 1 and more");
        }
        try (var opened = environment.open();
                var system = new DeployedSystem(
                        opened.name(),
                        opened.outputs(Stack.VECTOR_DB),
                        opened.outputs(Stack.STREAMING_INFERENCE),
                        opened.clients(),
                        MINUTES);
                var server = ConsoleServer.start(system, port, seconds)) {
            var out = spec.commandLine().getOut();
            out.println(server.address());
            out.flush();
            new CountDownLatch(1).await();
        }
        return 0;
    }
}
