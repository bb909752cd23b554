package dev.twospeed.policies.analyzer;

import dev.twospeed.policies.sdk.Rule;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The process that the Pulumi engine starts for a policy pack.
 *
 * <p>It prints the port it listens on, which is all that the engine reads of its output, and ends with the engine.
 */
public final class Analyzer {
    private static final int LARGEST_MESSAGE = 400 << 20;

    /** Starts, answers once and ends, for a JVM that archives the classes; see {@link Rehearsal}. */
    private static final String REHEARSE = "--rehearse";

    private Analyzer() {}

    /**
     * Serves until the engine ends.
     *
     * @param pack the name by which the engine shows the pack
     * @param version of the pack, as 1.2.3
     * @param arguments what the engine passes: its address and the pack's folder
     * @throws IOException when it cannot listen on 127.0.0.1
     */
    public static void serve(String pack, String version, List<Rule> rules, String... arguments)
            throws IOException, InterruptedException {
        if (arguments.length == 0) {
            System.err.println("This is the policy analyzer that the Pulumi engine starts: run"
                    + " `pulumi preview --policy-pack <folder with PulumiPolicy.yaml>`.");
            System.exit(2);
        }
        // The engine probes with a plain connection, and grpc-java prints a stack trace about it.
        Logger.getLogger("io.grpc").setLevel(Level.OFF);
        var server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(new AnalyzerService(pack, version, rules))
                .maxInboundMessageSize(LARGEST_MESSAGE)
                .executor(Executors.newCachedThreadPool())
                .build()
                .start();
        if (arguments[0].equals(REHEARSE)) {
            try {
                Rehearsal.of(server.getPort(), rules);
            } catch (RuntimeException e) {
                e.printStackTrace();
                System.exit(1);
            }
            System.exit(0);
        }
        ProcessHandle.current()
                .parent()
                .ifPresent(engine ->
                        engine.onExit().thenRun(() -> Runtime.getRuntime().halt(0)));
        System.out.println(server.getPort());
        System.out.flush();
        server.awaitTermination();
    }
}
