package dev.twospeed.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LoopbackPortTest {
    private static final Path OUTGOING = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

    @Test
    void shouldBeNoneThatAConnectionCanTake_whenChosen() throws IOException {
        var firstOutgoing = Files.exists(OUTGOING)
                ? Integer.parseInt(Files.readAllLines(OUTGOING).get(0).split("\\s+")[0])
                : 49_152;
        for (var i = 0; i < 100; i++) {
            assertThat(LoopbackPort.choose()).isBetween(LoopbackPort.FIRST, firstOutgoing - 1);
        }
    }

    @Test
    void shouldLeaveOutATakenPort_whenChosen() throws IOException {
        var port = LoopbackPort.choose();
        try (var taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(LoopbackPort.isFree(taken.getLocalPort())).isFalse();
            assertThatExceptionOfType(EngineException.class)
                    .isThrownBy(() -> LoopbackPort.choose(one -> one == port))
                    .withMessageContaining("stop some of the programs");
        }
        assertThat(LoopbackPort.choose(one -> one == port)).isEqualTo(port);
    }
}
