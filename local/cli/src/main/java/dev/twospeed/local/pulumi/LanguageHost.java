package dev.twospeed.local.pulumi;

import com.google.protobuf.Empty;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import pulumirpc.Language;
import pulumirpc.LanguageRuntimeGrpc.LanguageRuntimeImplBase;
import pulumirpc.Plugin;

/**
 * Runs Java stack programs for the engine: {@code pulumi-language-java} for machines that cannot download it.
 *
 * <p>It knows one kind of program, a jar named by {@code runtime.options.binary} in Pulumi.yaml, and runs it as the
 * official host does. It lists no plugins, so the engine resolves providers from the resources themselves.
 */
public final class LanguageHost extends LanguageRuntimeImplBase {
    private static final int ENGINE_WAIT_MILLIS = 5_000;
    // The engine's readiness probe makes gRPC print stack traces through java.util.logging; the reference keeps the
    // setting from being collected.
    private static final Logger GRPC = Logger.getLogger("io.grpc");

    private final Consumer<String> output;
    private volatile String engineAddress;
    private volatile @Nullable Process running;

    private LanguageHost(String engineAddress, Consumer<String> output) {
        this.engineAddress = engineAddress;
        this.output = output;
    }

    /** Serves one engine, whose address is the last argument; the port goes to standard output, as plugins do. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 0) {
            System.err.println("pulumi-language-java is started by pulumi, with the engine's address");
            System.exit(2);
        }
        // Standard output is the engine's channel for this plugin's log, as with the official host.
        var host = new LanguageHost(arguments[arguments.length - 1], System.out::println);
        var server = host.listen();
        Runtime.getRuntime().addShutdownHook(new Thread(host::stopProgram));
        // Pulumi does not stop its plugins when it gives up early, as over a damaged settings file, or when it is
        // killed.
        ProcessHandle.current().parent().ifPresent(pulumi -> pulumi.onExit().thenRun(() -> System.exit(0)));
        if (!answers(arguments[arguments.length - 1])) {
            System.exit(0); // It gave up before this process looked who its parent is.
        }
        System.out.println(server.getPort());
        System.out.flush();
        server.awaitTermination();
    }

    private static boolean answers(String engineAddress) {
        var colon = engineAddress.lastIndexOf(':');
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(
                            engineAddress.substring(0, colon), Integer.parseInt(engineAddress.substring(colon + 1))),
                    ENGINE_WAIT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Serves one engine from this process, which spares it the start of another JVM.
     *
     * @param output is given what the program prints, line by line
     */
    static Attached attach(Consumer<String> output) throws IOException {
        var host = new LanguageHost("", output);
        return new Attached(host, host.listen());
    }

    /** A host that the engine finds by {@code PULUMI_DEBUG_LANGUAGES}. */
    record Attached(LanguageHost host, Server server) implements AutoCloseable {
        /** The variable that tells the engine. */
        Map<String, String> variables() {
            return Map.of("PULUMI_DEBUG_LANGUAGES", "java:" + server.getPort());
        }

        @Override
        public void close() {
            host.stopProgram();
            server.shutdownNow();
        }
    }

    private Server listen() throws IOException {
        GRPC.setLevel(Level.OFF);
        return NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .addService(this)
                .build()
                .start();
    }

    @Override
    public void handshake(
            Language.LanguageHandshakeRequest request, StreamObserver<Language.LanguageHandshakeResponse> answer) {
        if (!request.getEngineAddress().isEmpty()) {
            engineAddress = request.getEngineAddress();
        }
        complete(answer, Language.LanguageHandshakeResponse.getDefaultInstance());
    }

    @Override
    public void getPluginInfo(Empty request, StreamObserver<Plugin.PluginInfo> answer) {
        complete(answer, Plugin.PluginInfo.newBuilder().setVersion("0.1.0").build());
    }

    @Override
    public void getRequiredPlugins(
            Language.GetRequiredPluginsRequest request, StreamObserver<Language.GetRequiredPluginsResponse> answer) {
        complete(answer, Language.GetRequiredPluginsResponse.getDefaultInstance());
    }

    @Override
    public void getRequiredPackages(
            Language.GetRequiredPackagesRequest request, StreamObserver<Language.GetRequiredPackagesResponse> answer) {
        complete(answer, Language.GetRequiredPackagesResponse.getDefaultInstance());
    }

    @Override
    public void runtimeOptionsPrompts(
            Language.RuntimeOptionsRequest request, StreamObserver<Language.RuntimeOptionsResponse> answer) {
        complete(answer, Language.RuntimeOptionsResponse.getDefaultInstance());
    }

    @Override
    public void installDependencies(
            Language.InstallDependenciesRequest request, StreamObserver<Language.InstallDependenciesResponse> answer) {
        // The jar brings its class path; there is nothing to install.
        answer.onCompleted();
    }

    @Override
    public void about(Language.AboutRequest request, StreamObserver<Language.AboutResponse> answer) {
        complete(
                answer,
                Language.AboutResponse.newBuilder()
                        .setExecutable(java().toString())
                        .setVersion(Runtime.version().toString())
                        .build());
    }

    @Override
    public void getProgramDependencies(
            Language.GetProgramDependenciesRequest request,
            StreamObserver<Language.GetProgramDependenciesResponse> answer) {
        complete(answer, Language.GetProgramDependenciesResponse.getDefaultInstance());
    }

    @Override
    public void cancel(Empty request, StreamObserver<Empty> answer) {
        stopProgram();
        complete(answer, Empty.getDefaultInstance());
    }

    @Override
    public void run(Language.RunRequest request, StreamObserver<Language.RunResponse> answer) {
        var option = request.getInfo().getOptions().getFieldsMap().get("binary");
        if (option == null) {
            complete(
                    answer,
                    failed("Pulumi.yaml names no jar: this language host runs only programs with"
                            + " `runtime: {name: java, options: {binary: target/….jar}}`"));
            return;
        }
        var binary = option.getStringValue();
        var folder = Path.of(request.getPwd());
        if (!Files.exists(folder.resolve(binary))) {
            complete(
                    answer,
                    failed("The stack program " + folder.resolve(binary)
                            + " is missing: build it with mvn -B -DskipTests package in the root of the checkout"));
            return;
        }
        try {
            var exit = execute(request, folder, binary);
            // The program has told the engine already what went wrong; a bail adds nothing to that.
            complete(
                    answer, Language.RunResponse.newBuilder().setBail(exit != 0).build());
        } catch (IOException e) {
            complete(answer, failed("The stack program " + binary + " could not be started: " + e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer.onError(Status.CANCELLED.asRuntimeException());
        }
    }

    private int execute(Language.RunRequest request, Path folder, String binary)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(java().toString()));
        command.addAll(ProgramEnvironment.JVM_OPTIONS);
        command.addAll(List.of("-jar", binary));
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(ProgramEnvironment.of(request, engineAddress));
        var process = builder.start();
        running = process;
        process.getOutputStream().close();
        try (var printed = process.inputReader(StandardCharsets.UTF_8)) {
            printed.lines().forEach(output);
            return process.waitFor();
        } finally {
            running = null;
        }
    }

    private void stopProgram() {
        var process = running;
        if (process != null) {
            process.destroy();
            try {
                if (!process.waitFor(5, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    private static Language.RunResponse failed(String sentence) {
        return Language.RunResponse.newBuilder().setError(sentence).build();
    }

    private static <T> void complete(StreamObserver<T> answer, T value) {
        answer.onNext(value);
        answer.onCompleted();
    }
}
