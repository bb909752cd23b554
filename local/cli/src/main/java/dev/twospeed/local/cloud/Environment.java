package dev.twospeed.local.cloud;

import dev.twospeed.local.EmbeddedAws;
import dev.twospeed.local.RunningAws;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.pulumi.PulumiCli;
import dev.twospeed.local.pulumi.PulumiSetting;
import dev.twospeed.local.pulumi.StackCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One environment to work on: the embedded AWS as {@code local}, or an account as any other name. */
public final class Environment implements AutoCloseable {
    /** The name of the embedded one. */
    public static final String LOCAL = "local";

    private final Path root;
    private final String name;
    private final PulumiSetting setting;
    private final AwsClients clients;
    private final @Nullable EmbeddedAws started;

    private Environment(
            Path root, String name, PulumiSetting setting, AwsClients clients, @Nullable EmbeddedAws started) {
        this.root = root;
        this.name = name;
        this.setting = setting;
        this.clients = clients;
        this.started = started;
    }

    /**
     * Opens an environment. The embedded AWS is used where it runs, and else runs until {@link #close}.
     *
     * @param name {@code local} or the name of a Pulumi stack
     * @param progress is told what takes long
     */
    public static Environment open(Path root, String name, Consumer<String> progress)
            throws IOException, InterruptedException {
        var cli = PulumiCli.find(cache(), root.resolve("tools/pulumi"), progress);
        if (!name.equals(LOCAL)) {
            return new Environment(root, name, PulumiSetting.account(cli, root), AwsClients.account(null), null);
        }
        Files.createDirectories(root.resolve(".twospeed/state"));
        var running = RunningAws.find(root);
        var started = running.isPresent() ? null : EmbeddedAws.start(root);
        var aws = started == null ? running.orElseThrow() : started.running();
        var operator = AccessKeys.open(root.resolve(".twospeed/aws")).of(AccessKeys.OPERATOR);
        return new Environment(
                root,
                name,
                PulumiSetting.embedded(cli, root, aws.providerPort()),
                AwsClients.embedded(aws.endpoints(), operator),
                started);
    }

    /** The folder that all checkouts share for what is downloaded or built once. */
    public static Path cache() {
        return Optional.ofNullable(System.getenv("TWOSPEED_CACHE"))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .orElseGet(() -> Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                        .filter(folder -> !folder.isEmpty())
                        .map(Path::of)
                        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
                        .resolve("twospeed"));
    }

    /** The name of its Pulumi stacks. */
    public String name() {
        return name;
    }

    /** Pulumi for one of its stacks. */
    public StackCommand pulumi(Stack stack) {
        return new StackCommand(setting, stack.in(root), name);
    }

    /**
     * The outputs of a stack.
     *
     * @throws IllegalStateException when it is not deployed, with the command that deploys it
     */
    public StackOutputs outputs(Stack stack) throws IOException, InterruptedException {
        var outputs = StackOutputs.of(stack, pulumi(stack).outputs());
        if (outputs.values().isEmpty()) {
            throw new IllegalStateException("The stack " + stack.label() + " is not deployed in the environment " + name
                    + ": run ./twospeed up " + stack.label() + " --env " + name);
        }
        return outputs;
    }

    /** The AWS SDK's clients for it. */
    public AwsClients clients() {
        return clients;
    }

    @Override
    public void close() {
        clients.close();
        if (started != null) {
            started.close();
        }
    }
}
