package dev.twospeed.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnginesTest {
    /** More than any system gives. */
    private static final long NO_PROCESS = 1L << 40;

    @TempDir
    Path folder;

    @Test
    void shouldDeleteTheDataOfProcessesThatAreNoMore_andNothingElse() throws Exception {
        var kept = List.of("authority", "postgresql-" + ProcessHandle.current().pid() + "-1", "mysql-of-mine");
        var gone = List.of("postgresql-" + NO_PROCESS + "-2", "mysql-" + NO_PROCESS + "-1");
        for (var names : List.of(kept, gone)) {
            for (var name : names) {
                Files.writeString(
                        Files.createDirectories(folder.resolve(name).resolve("data"))
                                .resolve("PG_VERSION"),
                        "16");
            }
        }

        Engines.deleteWhatKilledOnesLeft(folder);

        try (var left = Files.list(folder)) {
            assertThat(left)
                    .extracting(path -> path.getFileName().toString())
                    .containsExactlyInAnyOrderElementsOf(kept);
        }
    }

    @Test
    void shouldDeleteItsDataWithTheJvm() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), Started.class.getName())
                .directory(folder.toFile())
                .inheritIO()
                .start();

        assertThat(process.waitFor()).isZero();

        try (var left = Files.list(folder.resolve("target/engines"))) {
            assertThat(left).extracting(path -> path.getFileName().toString()).containsExactly("authority");
        }
    }

    /** A program that uses a test database and ends. */
    static final class Started {
        private Started() {}

        public static void main(String[] arguments) throws Exception {
            try (var connection = Engines.postgres().connectAsOwner("postgres")) {
                System.exit(connection.isValid(5) ? 0 : 1);
            }
        }
    }
}
