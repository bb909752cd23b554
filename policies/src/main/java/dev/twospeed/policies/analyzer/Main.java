package dev.twospeed.policies.analyzer;

import dev.twospeed.policies.rules.Pack;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The process that the Pulumi engine starts for this policy pack.
 *
 * <p>It prints the port it listens on, which is all that the engine reads of its output, and ends with the engine.
 */
public final class Main {
    private static final int LARGEST_MESSAGE = 400 << 20;

    private Main() {}

    /** Serves until the engine ends; the engine passes its address and the pack's folder. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 0) {
            System.err.println("This is the policy analyzer that the Pulumi engine starts: run"
                    + " `pulumi preview --policy-pack <folder with PulumiPolicy.yaml>`.");
            System.exit(2);
        }
        // The engine probes with a plain connection, and grpc-java prints a stack trace about it.
        Logger.getLogger("io.grpc").setLevel(Level.OFF);
        var version = Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("0.0.0");
        var server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(new AnalyzerService(Pack.NAME, version, Pack.rules()))
                .maxInboundMessageSize(LARGEST_MESSAGE)
                .executor(Executors.newCachedThreadPool())
                .build()
                .start();
        ProcessHandle.current()
                .parent()
                .ifPresent(engine ->
                        engine.onExit().thenRun(() -> Runtime.getRuntime().halt(0)));
        System.out.println(server.getPort());
        System.out.flush();
        server.awaitTermination();
    }
}
