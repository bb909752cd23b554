package dev.twospeed.local.pulumi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PulumiCliTest {
    private static final String SYSTEM_PATH = "/usr/bin:/bin";

    @TempDir
    Path folder;

    private final List<String> progress = new ArrayList<>();
    private Path bin;

    @BeforeEach
    void makeFolders() throws IOException {
        bin = Files.createDirectories(folder.resolve("a bin"));
        Files.createDirectories(folder.resolve("tools"));
    }

    private PulumiCli find() throws IOException, InterruptedException {
        return find(bin + ":" + SYSTEM_PATH, (into, lines) -> false);
    }

    private PulumiCli find(String path, PulumiCli.Download download) throws IOException, InterruptedException {
        return PulumiCli.find(path, folder.resolve("cache"), folder.resolve("tools"), download, progress::add);
    }

    @Test
    void shouldTakeTheOneOnPath_whenItIsRecentEnough() throws Exception {
        var pulumi = program("pulumi", "echo v3.230.1");

        assertThat(find().executable()).isEqualTo(pulumi);
    }

    @Test
    void shouldTakeTheCachedOne_whenTheOneOnPathIsOldOrBroken() throws Exception {
        var cached = Files.createDirectories(folder.resolve("cache/pulumi-" + PulumiCli.VERSION))
                .resolve("pulumi");
        Files.move(program("made", "echo v" + PulumiCli.VERSION), cached);

        program("pulumi", "echo v3.100.0");
        assertThat(find().executable()).isEqualTo(cached);
        program("pulumi", "exit 1");
        assertThat(find().executable()).isEqualTo(cached);
    }

    @Test
    void shouldNotBuild_whenTheDownloadCame() throws Exception {
        program("go", "exit 1");
        var found = find(bin + ":" + SYSTEM_PATH, (into, lines) -> {
            Files.move(
                    program("made", "echo v" + PulumiCli.VERSION),
                    Files.createDirectories(into).resolve("pulumi"));
            return true;
        });

        assertThat(found.executable()).isExecutable();
    }

    @Test
    void shouldBuildOnce_whenTwoLookAtTheSameTime() throws Exception {
        // A compiler that counts its runs and writes what -o names.
        program("go", """
                echo run >> '%s'
                while [ "$1" != -o ]; do shift; done
                printf '#!/bin/sh\\necho v3.259.0\\n' > "$2"
                chmod +x "$2"
                """.formatted(folder.resolve("runs")));
        var threads = Executors.newFixedThreadPool(2);
        try {
            Callable<PulumiCli> look = this::find;
            for (var found : threads.invokeAll(List.of(look, look))) {
                assertThat(found.get().executable())
                        .isEqualTo(folder.resolve("cache/pulumi-" + PulumiCli.VERSION + "/pulumi"))
                        .isExecutable();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(folder.resolve("runs")).hasContent("run");
    }

    @Test
    void shouldSayWhatToInstall_whenThereIsNoGo_andWhy_whenTheBuildFails() throws Exception {
        assertThatThrownBy(() -> find(bin.toString(), (into, lines) -> false))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("install the Pulumi CLI, or Go");

        program("go", "echo reading; echo 'go: no space left on device' >&2; exit 1");
        assertThatThrownBy(this::find).isInstanceOf(IOException.class).hasMessageContaining("no space left on device");
        assertThat(folder.resolve("cache/pulumi-" + PulumiCli.VERSION)).isEmptyDirectory();
    }

    private Path program(String name, String body) throws IOException {
        var file = bin.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
