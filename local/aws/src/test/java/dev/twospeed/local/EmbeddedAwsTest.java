package dev.twospeed.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.twospeed.local.resource.Refusal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedAwsTest {
    @TempDir
    Path folder;

    private Path root;

    @BeforeEach
    void checkout() throws IOException {
        root = Files.createDirectory(folder.resolve("a checkout"));
        Files.createSymbolicLink(
                root.resolve("local"),
                Path.of(System.getProperty("twospeed.root")).resolve("local"));
    }

    @Test
    void shouldSayWhereItListens_untilItIsClosed() {
        try (var aws = EmbeddedAws.start(root)) {
            assertThat(RunningAws.find(root)).contains(aws.running());
            assertThat(root.resolve(".twospeed/ca.pem")).isRegularFile();
        }
        assertThat(RunningAws.find(root)).isEmpty();
        assertThat(root.resolve(".twospeed/endpoints.json")).doesNotExist();
    }

    @Test
    void shouldListenOnTheSamePorts_whenStartedAgain() {
        RunningAws first;
        try (var aws = EmbeddedAws.start(root)) {
            first = aws.running();
        }
        try (var aws = EmbeddedAws.start(root)) {
            assertThat(aws.running()).isEqualTo(first);
        }
    }

    @Test
    void shouldRefuseASecond_whenOneRunsInTheCheckout() {
        try (var aws = EmbeddedAws.start(root)) {
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> EmbeddedAws.start(root).close())
                    .withMessageContaining(
                            "runs already, as process " + aws.running().pid());
            assertThat(RunningAws.find(root)).isPresent();
        }
    }

    @Test
    void shouldRefuseASecond_whenOneRunsInAnotherProcess() throws Exception {
        var other = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        root.resolve(".twospeed").toString())
                .redirectErrorStream(true)
                .start();
        try (var lines = other.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("held");

            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> EmbeddedAws.start(root).close())
                    .withMessageContaining("as process " + other.pid());
        } finally {
            other.destroyForcibly();
        }
        assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();

        EmbeddedAws.start(root).close(); // the killed one does not count
    }

    @Test
    void shouldNamePortAndFile_whenAKeptPortIsTaken() throws IOException {
        EmbeddedAws.start(root).close();
        var file = root.resolve(".twospeed/ports.json");
        var port = Ports.open(file).of("s3");
        try (var thief = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(thief.isBound()).isTrue();
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> EmbeddedAws.start(root).close())
                    .withMessageContainingAll("Port " + port, "s3", file.toString());
        }
        EmbeddedAws.start(root).close();
    }

    @Test
    void shouldNameTheFile_whenThePortsAreHalfWritten() throws IOException {
        var file = root.resolve(".twospeed/ports.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"s3\": ");

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> EmbeddedAws.start(root).close())
                .withMessageContainingAll(file.toString(), "is damaged");
    }

    @Test
    void shouldNotCountAsRunning_whenAKilledOneLeftItsEndpoints() throws IOException {
        Files.createDirectories(root.resolve(".twospeed"));
        var self = ProcessHandle.current().pid();
        Files.writeString(root.resolve(".twospeed/endpoints.json"), "{\"pid\": " + self + ", \"started\": 1}");

        assertThat(RunningAws.find(root)).isEmpty();
    }

    /** Holds the lock until it is killed. */
    static final class LockHolder {
        public static void main(String[] arguments) throws InterruptedException {
            var lock = CheckoutLock.take(Path.of(arguments[0]));
            System.out.println("held");
            Thread.sleep(Long.MAX_VALUE);
            lock.close();
        }
    }
}
