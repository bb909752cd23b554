package dev.twospeed.local.pulumi;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which Pulumi runs, and what it is told by its environment.
 *
 * @param cli the command line
 * @param variables environment variables to set, besides PATH
 * @param folders what PATH begins with
 * @param hostsJava whether the Java language host is ours, because the command line came without one
 * @param makesStacks whether a stack that is missing may be made; only in the state folder of the checkout
 */
public record PulumiSetting(
        PulumiCli cli, Map<String, String> variables, List<Path> folders, boolean hostsJava, boolean makesStacks) {
    private static final String LANGUAGE_HOST = "pulumi-language-java";

    /**
     * For the embedded AWS: state, home and settings inside the checkout, the provider attached.
     *
     * @param root the checkout
     * @param providerPort where the embedded provider listens
     * @throws IOException when the state folder cannot be written
     */
    public static PulumiSetting embedded(PulumiCli cli, Path root, int providerPort) throws IOException {
        var account = account(cli, root);
        var home = root.resolve(".twospeed/pulumi");
        var variables = new LinkedHashMap<>(account.variables());
        variables.put("PULUMI_HOME", home.toString());
        // Pulumi takes what follows file:// literally, so a space stays a space.
        variables.put("PULUMI_BACKEND_URL", "file://" + root.resolve(".twospeed/state"));
        // Not a secret: no secret is in config or state, but the file backend wants a passphrase.
        variables.put("PULUMI_CONFIG_PASSPHRASE", "twospeed");
        variables.put("PULUMI_DEBUG_PROVIDERS", "aws:" + providerPort);
        // Without this the engine waits for a download of the plugin that is attached already.
        variables.put("PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION", "true");
        if (account.hostsJava()) {
            LanguagePlugin.install(root, home);
        }
        // The language host is a plugin in Pulumi's home; on PATH, Pulumi would warn about it in each command.
        var folders = Stream.of(folder(cli), root.resolve("policies/bin")).toList();
        return new PulumiSetting(cli, variables, folders, account.hostsJava(), true);
    }

    /** For a real account: the caller's own backend, plugins and credentials. */
    public static PulumiSetting account(PulumiCli cli, Path root) {
        var ours = root.resolve("local/bin");
        var official = PulumiCli.onPath(LANGUAGE_HOST)
                .filter(found -> !found.startsWith(ours))
                .isPresent();
        var hostsJava = !official
                && !cli.executable().resolveSibling(LANGUAGE_HOST).toFile().canExecute();
        var folders = hostsJava
                ? List.of(folder(cli), root.resolve("policies/bin"), ours)
                : List.of(folder(cli), root.resolve("policies/bin"));
        return new PulumiSetting(cli, Map.of("PULUMI_SKIP_UPDATE_CHECK", "true"), folders, hostsJava, false);
    }

    /** All variables for a child process, with PATH. */
    Map<String, String> environment() {
        var all = new LinkedHashMap<>(variables);
        var before = Optional.ofNullable(System.getenv("PATH")).orElse("");
        all.put("PATH", pathPrefix() + File.pathSeparator + before);
        return all;
    }

    /** What PATH begins with, separated as in PATH. */
    String pathPrefix() {
        return folders.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static Path folder(PulumiCli cli) {
        return Optional.ofNullable(cli.executable().toAbsolutePath().getParent())
                .orElseThrow(() -> new IllegalArgumentException(cli.executable() + " is in no folder"));
    }
}
