package dev.twospeed.local.cli;

import dev.twospeed.local.cloud.Stack;
import dev.twospeed.local.watch.VitalsPage;
import dev.twospeed.local.watch.Watcher;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = "Watch records, strategies, errors, lag, model and alarms of a deployed system, until Ctrl-C.",
        footer = {"  ./twospeed watch", "  ./twospeed watch --env prod --every 60", "  ./twospeed watch --once --json"})
final class WatchCommand implements Callable<Integer> {
    /** What the embedded CloudWatch keeps. */
    private static final int MOST_MINUTES = 180;

    /** Another screen without a cursor, and back to the one that was there. */
    private static final String ENTER = "\033[?1049h\033[?25l";

    private static final String LEAVE = "\033[?25h\033[?1049l";

    /** To the top; each line ends what an older one left behind it, and so does the page's end. */
    private static final String TOP = "\033[H";

    private static final String REST_OF_LINE = "\033[K";
    private static final String REST_OF_SCREEN = "\033[J";

    @Mixin
    EnvironmentOption environment = new EnvironmentOption();

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "How often to look (default: ${DEFAULT-VALUE}). CloudWatch bills each look of an account.")
    int seconds = 5;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "15",
            description = "How far back to look, 1 to 180 (default: ${DEFAULT-VALUE}).")
    int minutes = 15;

    @Option(names = "--once", description = "Look once and end.")
    boolean once;

    @Option(names = "--json", description = "Print what one look shows as a JSON object, and end.")
    boolean json;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (seconds < 1) {
            throw new UserError("--every is " + seconds + "; allowed: 1 and more");
        }
        if (minutes < 1 || minutes > MOST_MINUTES) {
            throw new UserError("--minutes is " + minutes + "; allowed: 1 to " + MOST_MINUTES);
        }
        try (var opened = environment.open();
                var watcher = new Watcher(
                        opened.name(),
                        opened.outputs(Stack.VECTOR_DB),
                        opened.outputs(Stack.STREAMING_INFERENCE),
                        opened.clients(),
                        minutes)) {
            if (json) {
                Main.printJson(spec, watcher.look());
                return 0;
            }
            var out = spec.commandLine().getOut();
            var first = page(watcher);
            if (once) {
                out.print(first);
                out.flush();
            } else {
                follow(watcher, first, out);
            }
        }
        return 0;
    }

    private void follow(Watcher watcher, String first, PrintWriter out) throws InterruptedException {
        var terminal = System.console() != null;
        if (terminal) {
            // Ctrl-C ends the process: the screen has to be as it was.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                out.print(LEAVE);
                out.flush();
            }));
            out.print(ENTER);
        }
        for (var page = first; ; page = next(watcher)) {
            out.print(terminal ? TOP + page.replace("\n", REST_OF_LINE + "\n") + REST_OF_SCREEN : page + "\n");
            out.flush();
            TimeUnit.SECONDS.sleep(seconds);
        }
    }

    /** A look that failed after another went well is something to see, and the next may go well again. */
    private String next(Watcher watcher) {
        try {
            return page(watcher);
        } catch (SdkException e) {
            return alert("CloudWatch could not be asked: " + e.getMessage()) + "\n";
        }
    }

    private String page(Watcher watcher) {
        return VitalsPage.of(watcher.look(), this::alert);
    }

    private String alert(String text) {
        return spec.commandLine().getColorScheme().errorText(text).toString();
    }
}
