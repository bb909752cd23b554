package dev.twospeed.local.cli;

import dev.twospeed.local.pulumi.StackCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Previews change nothing that another one reads, so they run side by side and are printed in order. */
@Command(
        name = "preview",
        mixinStandardHelpOptions = true,
        description = "Show what an up would change.",
        footer = {"  ./twospeed preview --env dev", "  ./twospeed preview streaming-inference"})
final class PreviewCommand implements Callable<Integer> {
    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    @Mixin
    StackSelection stacks = new StackSelection();

    @Mixin
    EnvironmentOption environment = new EnvironmentOption();

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var out = spec.commandLine().getOut();
        var selected = stacks.inOrder();
        try (var opened = environment.open()) {
            var workers = Executors.newFixedThreadPool(
                    Math.min(selected.size(), Runtime.getRuntime().availableProcessors()));
            try {
                var previews = selected.stream()
                        .map(stack -> workers.submit(() -> preview(opened.pulumi(stack))))
                        .toList();
                for (var i = 0; i < selected.size(); i++) {
                    out.println("== " + selected.get(i).label());
                    lines(previews.get(i)).forEach(out::println);
                    out.flush();
                }
            } finally {
                // Where one failed, the others end before the environment that they use.
                workers.shutdownNow();
                var unused = workers.awaitTermination(LONGEST_END.toSeconds(), TimeUnit.SECONDS);
            }
        }
        return 0;
    }

    private static List<String> preview(StackCommand stack) throws Exception {
        var lines = new ArrayList<String>();
        stack.preview(lines::add);
        return lines;
    }

    private static List<String> lines(Future<List<String>> preview) throws Exception {
        try {
            return preview.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
