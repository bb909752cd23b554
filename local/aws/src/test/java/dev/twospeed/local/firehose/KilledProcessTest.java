package dev.twospeed.local.firehose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledProcessTest {
    @TempDir
    Path folder;

    @Test
    void shouldLoseNoAcknowledgedRecord_whenKilledAgainAndAgain() throws Exception {
        var acknowledged = new TreeSet<Integer>();
        for (int life = 0; life < 3; life++) {
            acknowledged.addAll(killedAfter(1500, life * 10_000_000));
        }

        try (var streaming = new Streaming(folder, new Streaming.LineEcho()).delivering()) {
            Streaming.await(() -> numbers(streaming).containsAll(acknowledged));
            assertThat(streaming.keys("errors/")).isEmpty();
            assertThat(streaming.keys(""))
                    .as("no half-written object shows")
                    .allMatch(key ->
                            key.matches("out/.*/delivery-1-(\\d+-){6}[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"));
        }
    }

    @Test
    void shouldLoseNoAcknowledgedRecord_whenTheDiskWasFull() throws Exception {
        var acknowledged = new TreeSet<Integer>();
        var refused = new ArrayList<String>();
        var process = started(0);
        try (BufferedReader out = process.inputReader()) {
            var enough = Integer.MAX_VALUE;
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                if (!line.matches("\\d+")) {
                    if (refused.isEmpty()) {
                        limitFiles(process, "unlimited");
                        enough = acknowledged.size() + 500;
                    }
                    refused.add(line);
                } else if (acknowledged.isEmpty()) {
                    // To its writer a file that may not grow is a full disk.
                    limitFiles(process, "65536:unlimited");
                    acknowledged.add(Integer.parseInt(line));
                } else if (acknowledged.size() < enough) {
                    acknowledged.add(Integer.parseInt(line));
                } else {
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly();
        }

        assertThat(refused).isNotEmpty().allMatch(message -> message.contains("could not write"));
        try (var streaming = new Streaming(folder, new Streaming.LineEcho()).delivering()) {
            Streaming.await(() -> numbers(streaming).containsAll(acknowledged));
            assertThat(streaming.keys("errors/")).isEmpty();
        }
    }

    private static Set<Integer> numbers(Streaming streaming) {
        return streaming.delivered().stream().map(Integer::parseInt).collect(Collectors.toSet());
    }

    private List<Integer> killedAfter(int records, int first) throws IOException, InterruptedException {
        var process = started(first);
        var acknowledged = new ArrayList<Integer>();
        try (BufferedReader out = process.inputReader()) {
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                acknowledged.add(Integer.parseInt(line));
                if (acknowledged.size() == records) {
                    // By its handle: the process object would also close what was printed.
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(acknowledged).as("log: %s", Files.readString(log())).hasSizeGreaterThanOrEqualTo(records);
        // A line cut by the kill may be a number cut short.
        acknowledged.remove(acknowledged.size() - 1);
        return acknowledged;
    }

    private static void limitFiles(Process process, String limits) throws IOException, InterruptedException {
        var limiting = new ProcessBuilder("prlimit", "--fsize=" + limits, "--pid", String.valueOf(process.pid()))
                .inheritIO()
                .start();
        assertThat(limiting.waitFor()).isZero();
    }

    private Process started(int first) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Streaming.class.getName(),
                        folder.toString(),
                        String.valueOf(first))
                .redirectError(log().toFile())
                .start();
    }

    private Path log() {
        return folder.resolve("killed.log");
    }
}
