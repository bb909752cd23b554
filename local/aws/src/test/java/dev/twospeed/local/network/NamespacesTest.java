package dev.twospeed.local.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NamespacesTest {
    private static final List<String> NOBODY =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--");

    @TempDir
    Path folder;

    private EchoServer allowed;
    private EchoServer forbidden;
    private Namespaces namespaces;

    /** As whoever runs the tests, and if that is root, as an ordinary user too. */
    static Stream<Arguments> users() {
        var same = Arguments.of("whoever tests", List.of());
        return new UnixSystem().getUid() == 0 ? Stream.of(same, Arguments.of("nobody", NOBODY)) : Stream.of(same);
    }

    @BeforeEach
    void start() throws IOException {
        allowed = new EchoServer();
        forbidden = new EchoServer();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        // Not from the checkout, which another user may not be able to enter.
        var classes = Files.createDirectories(folder.resolve("dev/twospeed/local/network"));
        var probe = NetworkProbe.class.getSimpleName() + ".class";
        try (var in = NetworkProbe.class.getResourceAsStream(probe)) {
            Files.write(classes.resolve(probe), in.readAllBytes());
        }
    }

    @AfterEach
    void stop() throws IOException {
        if (namespaces != null) {
            namespaces.close();
        }
        allowed.close();
        forbidden.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("users")
    void shouldReachWhatIsOpen_andTimeOutAnywhereElse(String who, List<String> prefix) throws Exception {
        open(prefix);

        assertThat(probe(
                        "echo:" + allowed.port() + ":1000:1",
                        "connect:127.0.0.1:" + forbidden.port(),
                        "connect:localhost:" + forbidden.port(),
                        "connect:192.0.2.1:443",
                        "connect:127.0.0.1:1"))
                .containsExactly("1 whole", "timed out", "timed out", "timed out", "refused");
        assertThat(forbidden.connections()).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("users")
    void shouldCarryManyBytesAndManyConnections_bothWays(String who, List<String> prefix) throws Exception {
        open(prefix);

        assertThat(probe("echo:" + allowed.port() + ":52428800:1", "echo:" + allowed.port() + ":300000:100"))
                .containsExactly("1 whole", "100 whole");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("users")
    void shouldBeTheProcessThatWasStarted_withItsEnvironmentAndExitCode(String who, List<String> prefix)
            throws Exception {
        open(prefix);
        var builder = new ProcessBuilder(command("environment", "exit:7"));
        builder.environment().clear();
        builder.environment().putAll(Map.of("LANG", "no_SUCH", "A", "b"));

        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(7);
        assertThat(said.strip()).isEqualTo("[A, LANG]");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("users")
    void shouldLeaveNothingOver_whenTheProcessIsKilled(String who, List<String> prefix) throws Exception {
        open(prefix);
        var sockets = sockets();
        var process = new ProcessBuilder(command("hold:" + allowed.port()))
                .redirectErrorStream(true)
                .start();
        assertThat(process.inputReader().readLine()).startsWith("held");
        assertThat(allowed.connections()).isEqualTo(1);
        assertThat(process.toHandle().descendants()).isEmpty();

        process.destroyForcibly();

        assertThat(process.waitFor()).isEqualTo(128 + 9);
        await(() -> allowed.connections() == 0 && sockets() == sockets);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("users")
    void shouldEndTheRelay_whenItsOwnerEnds(String who, List<String> prefix) throws Exception {
        open(prefix);
        var relay = namespaces.relay();

        relay.getOutputStream().close(); // as the kernel does when the owner is killed

        assertThat(relay.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private void open(List<String> prefix) {
        var trial = Namespaces.attempt(folder, prefix);
        assertThat(trial).as("whether namespaces can be made here").isInstanceOf(Namespaces.Trial.Possible.class);
        namespaces = Namespaces.start(folder, ((Namespaces.Trial.Possible) trial).launcher());
    }

    private List<String> command(String... tries) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                folder.toString(),
                NetworkProbe.class.getName()));
        command.addAll(List.of(tries));
        var closed = new TreeMap<>(Map.of("forbidden", forbidden.port()));
        return namespaces.confine(command, new Reach(new TreeMap<>(), closed), allowed.port());
    }

    private List<String> probe(String... tries) throws Exception {
        var process =
                new ProcessBuilder(command(tries)).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.lines().toList();
    }

    /** How many files and sockets the relay has open. */
    private long sockets() throws IOException {
        try (var open = Files.list(Path.of("/proc/" + namespaces.relay().pid() + "/fd"))) {
            return open.count();
        }
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("it did not happen within 30 s").isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
