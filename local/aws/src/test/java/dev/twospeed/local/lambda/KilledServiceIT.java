package dev.twospeed.local.lambda;

import static dev.twospeed.local.lambda.HandlerZip.mapHandler;
import static dev.twospeed.local.lambda.LambdaStage.function;
import static dev.twospeed.local.lambda.LambdaStage.inputs;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledServiceIT {
    @TempDir
    Path folder;

    /** A process that serves one function until it is killed; prints the pids of an idle environment and of one at work. */
    public static final class Victim {
        private Victim() {}

        public static void main(String[] arguments) throws Exception {
            var folder = Path.of(arguments[0]);
            var stage = new LambdaStage(folder);
            stage.functions.create(function("victim", inputs(folder.resolve("victim.zip"))));
            stage.functions.create(function("idle", inputs(folder.resolve("victim.zip"))));
            System.out.println(stage.call("idle", "{}").asLong());
            System.out.println(stage.call("victim", "{}").asLong());
            stage.functions.invokeLater("victim", "{\"sleep\":1}".getBytes(StandardCharsets.UTF_8));
            new java.util.concurrent.CountDownLatch(1).await();
        }
    }

    @Test
    void shouldLeaveNoProcessAndLoseNothing_whenKilled() throws Exception {
        var started = folder.resolve("started");
        HandlerZip.of(folder, "victim", LambdaStage.classpath(), mapHandler("""
                        var pid = ProcessHandle.current().pid();
                        if (event.containsKey("sleep")) {
                            java.nio.file.Files.writeString(java.nio.file.Path.of("%s"), "" + pid,
                                java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND);
                            Thread.sleep(1500);
                        }
                        return pid;
                        """.formatted(started)));
        var victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-Dtwospeed.root=" + System.getProperty("twospeed.root"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var printed = new BufferedReader(new InputStreamReader(victim.getInputStream(), StandardCharsets.UTF_8))) {
            var idle = ProcessHandle.of(Long.parseLong(printed.readLine())).orElseThrow();
            var atWork = ProcessHandle.of(Long.parseLong(printed.readLine())).orElseThrow();
            await(() -> Files.exists(started));
            victim.destroyForcibly().waitFor();

            await(() -> !idle.isAlive() && !atWork.isAlive());
        } finally {
            victim.destroyForcibly();
        }
        var before = Files.size(started);

        try (var stage = new LambdaStage(folder)) {
            stage.functions.resume(function("victim", inputs(folder.resolve("victim.zip"))));
            assertThat(stage.call("victim", "{}").asLong()).isNotZero();
            // The event that was at work is handled again, as Lambda promises at least once.
            stage.functions.resumeEvents();
            await(() -> Files.size(started) > before);
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("it did not happen within 30 s").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
