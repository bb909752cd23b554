package dev.twospeed.local.pulumi;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the Pulumi command line: on PATH, in the cache, by download, or by building it once with Go.
 *
 * @param executable the file to run
 */
public record PulumiCli(Path executable) {
    /** What a download or a build brings. */
    static final String VERSION = "3.259.0";
    /** The oldest that is taken from PATH. */
    static final String MINIMUM = "3.200.0";

    private static final int PROGRESS_SECONDS = 30;
    private static final Pattern NUMBERS = Pattern.compile("v?(\\d+)\\.(\\d+)\\.(\\d+).*", Pattern.DOTALL);

    /**
     * Finds the command line or makes it.
     *
     * @param cache folder shared by all checkouts
     * @param tools the folder with go.mod that pins what is built
     * @param progress is told what takes long
     * @throws IOException with a sentence for the user when it can neither be found nor made
     */
    public static PulumiCli find(Path cache, Path tools, Consumer<String> progress)
            throws IOException, InterruptedException {
        return find(pathOfShell(), cache, tools, PulumiArchive::download, progress);
    }

    /** Brings the command line into a folder, whole or not at all; false when that cannot be done from here. */
    interface Download {
        boolean into(Path folder, Consumer<String> progress) throws IOException, InterruptedException;
    }

    static synchronized PulumiCli find(
            String path, Path cache, Path tools, Download download, Consumer<String> progress)
            throws IOException, InterruptedException {
        var onPath = on(path, "pulumi").filter(PulumiCli::recentEnough);
        if (onPath.isPresent()) {
            return new PulumiCli(onPath.get());
        }
        var folder = cache.resolve("pulumi-" + VERSION);
        var cached = folder.resolve("pulumi");
        if (Files.isExecutable(cached)) {
            return new PulumiCli(cached);
        }
        Files.createDirectories(cache);
        // Two checkouts must not build the same file at once; the second finds what the first made.
        try (var channel = FileChannel.open(
                        cache.resolve("pulumi-" + VERSION + ".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            if (!Files.isExecutable(cached) && lock.isValid() && !download.into(folder, progress)) {
                build(path, folder, tools, progress);
            }
        }
        return new PulumiCli(cached);
    }

    private static void build(String path, Path folder, Path tools, Consumer<String> progress)
            throws IOException, InterruptedException {
        var go = on(path, "go")
                .orElseThrow(() -> new IOException("The Pulumi CLI is not on PATH (at least " + MINIMUM
                        + " is needed), could not be downloaded, and there is no Go to build it with: install the"
                        + " Pulumi CLI, or Go 1.26 or newer"));
        progress.accept("building the Pulumi CLI " + VERSION + " with Go, once; this takes some minutes");
        Files.createDirectories(folder);
        var made = Files.createTempFile(folder, "pulumi", ".tmp");
        var log = Files.createTempFile(folder, "build", ".log");
        try {
            var process = new ProcessBuilder(
                            go.toString(),
                            "build",
                            "-ldflags",
                            "-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v" + VERSION,
                            "-o",
                            made.toString(),
                            "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi")
                    .directory(tools.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            var seconds = 0;
            while (!process.waitFor(PROGRESS_SECONDS, TimeUnit.SECONDS)) {
                seconds += PROGRESS_SECONDS;
                progress.accept("still building the Pulumi CLI, " + seconds + " s so far");
            }
            if (process.exitValue() != 0) {
                throw new IOException("Building the Pulumi CLI in " + tools + " failed: " + lastLine(log)
                        + ". Install the Pulumi CLI, or put this right and run it again");
            }
            Files.move(
                    made,
                    folder.resolve("pulumi"),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(made);
            Files.deleteIfExists(log);
        }
    }

    /** The first executable of this name on PATH. */
    static Optional<Path> onPath(String name) {
        return on(pathOfShell(), name);
    }

    private static String pathOfShell() {
        return Optional.ofNullable(System.getenv("PATH")).orElse("");
    }

    private static Optional<Path> on(String path, String name) {
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder).resolve(name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    private static boolean recentEnough(Path pulumi) {
        try {
            var process = new ProcessBuilder(pulumi.toString(), "version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            var version = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            return process.waitFor(10, TimeUnit.SECONDS)
                    && process.exitValue() == 0
                    && compare(version.strip(), MINIMUM) >= 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Compares two versions by their three numbers; what is no version is older than everything. */
    static int compare(String a, String b) {
        var left = numbers(a);
        var right = numbers(b);
        for (var i = 0; i < left.size(); i++) {
            var order = Integer.compare(left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static List<Integer> numbers(String version) {
        var match = NUMBERS.matcher(version);
        var numbers = new ArrayList<Integer>();
        for (var group = 1; group <= 3; group++) {
            numbers.add(match.matches() ? Integer.parseInt(match.group(group)) : -1);
        }
        return numbers;
    }

    private static String lastLine(Path log) throws IOException {
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> !line.isBlank())
                    .reduce((first, second) -> second)
                    .orElse("it said nothing");
        }
    }
}
