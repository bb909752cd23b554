package dev.twospeed.local.provider;

import dev.twospeed.local.lambda.FunctionInvoker;
import dev.twospeed.local.resource.DataPlane;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The Pulumi provider {@code aws} of the embedded AWS, to which the engine is pointed with {@code
 * PULUMI_DEBUG_PROVIDERS=aws:<port>}.
 */
public final class AwsProvider implements AutoCloseable {
    /** The engine sends whole programs' properties in one message; this is its own limit. */
    private static final int MAX_MESSAGE = 400 * 1024 * 1024;

    /** The embedded AWS's environment; every other name belongs to a real account. */
    private static final String LOCAL = "local";

    private static final int SHUTDOWN_SECONDS = 10;

    /** The engine's readiness probe makes grpc-java print stack traces; kept here, as JUL forgets loggers nobody holds. */
    private static final Logger GRPC_LOG = Logger.getLogger("io.grpc");

    private final Server server;

    private AwsProvider(Server server) {
        this.server = server;
    }

    /**
     * Takes up what the state folder holds, and listens on 127.0.0.1.
     *
     * @param stateFolder where the deployed resources are kept
     * @param port 0 for any free one
     * @param dataPlanes the real parts, each after those it depends on
     */
    public static AwsProvider start(Path stateFolder, int port, String region, List<DataPlane> dataPlanes) {
        return start(stateFolder, port, LOCAL, region, dataPlanes);
    }

    /**
     * As {@link #start(Path, int, String, List)}, for a test that plays another account.
     *
     * @param environment the only name of stacks that are deployed here
     */
    public static AwsProvider start(
            Path stateFolder, int port, String environment, String region, List<DataPlane> dataPlanes) {
        GRPC_LOG.setLevel(Level.OFF);
        var store = ResourceStore.open(stateFolder);
        var planes = new DataPlanes(dataPlanes);
        planes.resume(store.all());
        var types = new ResourceTypes();
        var deployer = new Deployer(types, store, new Outputs(new Generated(region, Clock.systemUTC())), planes);
        var service =
                new ProviderService(types, deployer, new Invokes(region, invoker(dataPlanes)), environment, region);
        try {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            var server = NettyServerBuilder.forAddress(address)
                    .maxInboundMessageSize(MAX_MESSAGE)
                    .addService(service)
                    .build()
                    .start();
            return new AwsProvider(server);
        } catch (IOException e) {
            throw new UncheckedIOException("The Pulumi provider could not listen on 127.0.0.1:" + port, e);
        }
    }

    private static Optional<FunctionInvoker> invoker(List<DataPlane> dataPlanes) {
        return dataPlanes.stream()
                .filter(FunctionInvoker.class::isInstance)
                .map(FunctionInvoker.class::cast)
                .findFirst();
    }

    /** The port it listens on. */
    public int port() {
        return server.getPort();
    }

    /** Lets running operations end, then stops. */
    @Override
    public void close() {
        server.shutdown();
        try {
            if (!server.awaitTermination(SHUTDOWN_SECONDS, TimeUnit.SECONDS)) {
                server.shutdownNow();
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
