package dev.twospeed.local.cli;

import dev.twospeed.local.RunningAws;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        description = "Stop the embedded AWS of this checkout; what is deployed stays for the next start.",
        footer = {"  ./twospeed stop"})
final class StopCommand implements Callable<Integer> {
    private static final long LIMIT_SECONDS = 60;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var out = spec.commandLine().getOut();
        var running = RunningAws.find(Main.root());
        if (running.isEmpty()) {
            out.println("The embedded AWS is not running");
            return 0;
        }
        var pid = running.get().pid();
        var process = ProcessHandle.of(pid);
        if (process.isPresent()) {
            process.get().destroy();
            try {
                process.get().onExit().get(LIMIT_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                throw new UserError("The embedded AWS, process " + pid + ", did not stop within " + LIMIT_SECONDS
                        + " s: end it with kill -9 " + pid + "; the next start takes up what was deployed");
            }
        }
        out.println("The embedded AWS has stopped");
        return 0;
    }
}
