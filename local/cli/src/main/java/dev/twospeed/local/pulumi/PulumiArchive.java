package dev.twospeed.local.pulumi;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.Consumer;

/** The official archive, which also has the Java language host. */
final class PulumiArchive {
    private static final String ADDRESS = "https://get.pulumi.com/releases/sdk/pulumi-v%s-%s-%s.tar.gz";

    private PulumiArchive() {}

    /**
     * Downloads the archive into a folder, whole or not at all.
     *
     * @return false when it cannot be reached from here
     */
    static boolean download(Path folder, Consumer<String> progress) throws IOException, InterruptedException {
        var address = URI.create(ADDRESS.formatted(PulumiCli.VERSION, system(), processor()));
        var client = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(5))
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        var parent = folder.toAbsolutePath().getParent();
        var archive = Files.createTempFile(parent, "pulumi", ".tar.gz");
        var unpacked = Files.createTempDirectory(parent, "pulumi");
        try {
            progress.accept("downloading the Pulumi CLI " + PulumiCli.VERSION);
            var request = HttpRequest.newBuilder(address)
                    .timeout(Duration.ofMinutes(5))
                    .build();
            if (client.send(request, BodyHandlers.ofFile(archive)).statusCode() != 200) {
                return false;
            }
            var tar = new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", unpacked.toString())
                    .inheritIO()
                    .start();
            if (tar.waitFor() != 0) {
                return false;
            }
            Files.move(unpacked.resolve("pulumi"), folder, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException e) {
            // No way out to the internet from here: the caller builds instead.
            return false;
        } finally {
            Files.deleteIfExists(archive);
            delete(unpacked);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var inside = Files.walk(folder)) {
                for (var path : inside.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static String system() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
    }

    private static String processor() {
        var name = System.getProperty("os.arch");
        return name.equals("aarch64") || name.equals("arm64") ? "arm64" : "x64";
    }
}
