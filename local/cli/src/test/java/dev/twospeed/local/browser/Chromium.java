package dev.twospeed.local.browser;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Chromium of this machine with its driver, installed first where it is missing and that is possible.
 *
 * @param browser the program that shows pages
 * @param driver the program that Selenium talks to
 */
record Chromium(Path browser, Path driver) {
    private static final List<String> BROWSERS =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final List<String> DRIVERS = List.of("chromedriver");
    private static final String INSTALL = "apt-get install -y --no-install-recommends chromium chromium-driver";

    /**
     * Finds it on PATH; as root on Debian it is installed.
     *
     * @throws IllegalStateException with what to install
     */
    static Chromium find() throws IOException, InterruptedException {
        var found = onPath();
        if (found.isEmpty()) {
            install();
            found = onPath();
        }
        return found.orElseThrow(() -> missing("none is on PATH"));
    }

    private static Optional<Chromium> onPath() {
        return onPath(BROWSERS).flatMap(browser -> onPath(DRIVERS).map(driver -> new Chromium(browser, driver)));
    }

    private static Optional<Path> onPath(List<String> names) {
        var folders = Optional.ofNullable(System.getenv("PATH")).orElse("").split(":", -1);
        return names.stream()
                .flatMap(name -> Stream.of(folders)
                        .map(folder -> Path.of(folder).resolve(name).toAbsolutePath()))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Under a lock: tests of two processes may want it at the same moment. */
    private static synchronized void install() throws IOException, InterruptedException {
        if (!isRoot() || !Files.isExecutable(Path.of("/usr/bin/apt-get"))) {
            throw missing("none is on PATH, and only root on Debian can have it installed by this test");
        }
        var lock = Path.of(System.getProperty("java.io.tmpdir")).resolve("twospeed-chromium.lock");
        try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = channel.lock()) {
            if (onPath().isPresent()) {
                return;
            }
            var log = Files.createTempFile("twospeed-chromium", ".log");
            var process = new ProcessBuilder("sh", "-c", "apt-get update -q && " + INSTALL)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            process.environment().put("DEBIAN_FRONTEND", "noninteractive");
            if (process.start().waitFor() != 0) {
                throw missing("installing it failed, see " + log);
            }
            Files.delete(log);
        }
    }

    /** Chromium refuses its sandbox to root, as containers have it. */
    static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static IllegalStateException missing(String found) {
        return new IllegalStateException("This test shows pages in Chromium, and " + found
                + ": install Chromium and its driver, on Debian by `" + INSTALL + "`");
    }
}
