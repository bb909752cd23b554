package dev.twospeed.engines;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntPredicate;

/**
 * Ports of 127.0.0.1 that a server may keep.
 *
 * <p>They lie below those that Linux (from 32768) and macOS (from 49152) give to outgoing connections and to servers
 * that ask for any port: while a server that keeps one of these is down, some connection can take it.
 */
public final class LoopbackPort {
    /** The lowest that {@link #choose} takes. */
    public static final int FIRST = 20_000;

    /** The highest that {@link #choose} takes. */
    public static final int LAST = 32_767;

    private LoopbackPort() {}

    /** A random one that nobody listens on. */
    static int choose() {
        return choose(port -> true);
    }

    /**
     * A random one that nobody listens on.
     *
     * @param allowed which may be taken
     * @throws EngineException if there is none
     */
    public static int choose(IntPredicate allowed) {
        var count = LAST - FIRST + 1;
        var start = ThreadLocalRandom.current().nextInt(count);
        for (var i = 0; i < count; i++) {
            var port = FIRST + (start + i) % count;
            if (allowed.test(port) && isFree(port)) {
                return port;
            }
        }
        throw new EngineException("No port of 127.0.0.1 from " + FIRST + " to " + LAST
                + " is free: stop some of the programs that listen there.");
    }

    /** Whether a server could listen on it now. */
    public static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
