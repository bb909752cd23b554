package dev.twospeed.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twospeed.local.cloud.Environment;
import dev.twospeed.local.pulumi.PulumiCli;
import dev.twospeed.local.pulumi.PulumiSetting;
import dev.twospeed.local.pulumi.StackCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The foundation stack on the real engine, when the engine or the embedded AWS forgets something. */
class RealEngineIT {
    private final List<String> printed = new ArrayList<>();
    private CheckoutCopy checkout;
    private EmbeddedAws aws;

    @BeforeEach
    void start() throws IOException {
        checkout = CheckoutCopy.make("real-engine");
        Files.createDirectories(checkout.root().resolve(".twospeed/state"));
        aws = EmbeddedAws.start(checkout.root());
    }

    @AfterEach
    void stop() {
        aws.close();
        checkout.close();
    }

    /** A killed engine has not written down what it made: the next up takes it over and makes nothing twice. */
    @Test
    void shouldTakeOverWhatExists_whenTheEngineLostItsState() throws Exception {
        foundation().up(printed::add);
        var deployed = deployed();
        try (var files = Files.walk(checkout.root().resolve(".twospeed/state"))) {
            for (var file : files.filter(f -> f.getFileName().toString().startsWith("local.json"))
                    .toList()) {
                Files.delete(file);
            }
        }

        foundation().up(printed::add);

        assertThat(deployed()).isNotEmpty().isEqualTo(deployed);
        assertThat(foundation().up(printed::add)).endsWith("unchanged").doesNotContain(",");
        foundation().destroy(printed::add);
        assertThat(deployed()).isEmpty();
    }

    @Test
    void shouldShowDriftAndRepairIt_whenAResourceIsGone() throws Exception {
        foundation().up(printed::add);
        aws.close();
        for (var file : deployed()) {
            if (file.startsWith("kms-alias-")) {
                Files.delete(resources().resolve(file));
            }
        }
        aws = EmbeddedAws.start(checkout.root());

        assertThat(refresh()).contains("- 1 deleted");
        assertThat(foundation().up(printed::add)).contains("1 created").doesNotContain("deleted");
        foundation().destroy(printed::add);
        assertThat(deployed()).isEmpty();
    }

    private StackCommand foundation() throws Exception {
        return new StackCommand(setting(), checkout.root(), Environment.LOCAL);
    }

    private PulumiSetting setting() throws Exception {
        var cli = PulumiCli.find(Environment.cache(), checkout.root().resolve("tools/pulumi"), printed::add);
        return PulumiSetting.embedded(cli, checkout.root(), aws.running().providerPort());
    }

    private String refresh() throws Exception {
        var setting = setting();
        var process = new ProcessBuilder(
                setting.cli().executable().toString(),
                "refresh",
                "--yes",
                "--skip-preview",
                "--non-interactive",
                "--stack",
                Environment.LOCAL);
        process.environment().putAll(setting.variables());
        var running = process.directory(checkout.root().toFile())
                .redirectErrorStream(true)
                .start();
        running.getOutputStream().close();
        var text = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(running.waitFor()).as(text).isZero();
        return text;
    }

    private Path resources() {
        return checkout.root().resolve(".twospeed/aws/resources");
    }

    private Set<String> deployed() throws IOException {
        try (var files = Files.list(resources())) {
            return new TreeSet<>(
                    files.map(file -> file.getFileName().toString()).toList());
        }
    }
}
