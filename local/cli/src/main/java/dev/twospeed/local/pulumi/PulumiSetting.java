package dev.twospeed.local.pulumi;

import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which Pulumi runs, and what it is told by its environment.
 *
 * @param cli the command line
 * @param variables environment variables to add
 * @param makesStacks whether a stack that is missing may be made; only in the state folder of the checkout
 */
public record PulumiSetting(PulumiCli cli, Map<String, String> variables, boolean makesStacks) {
    private static final String LANGUAGE_HOST = "pulumi-language-java";

    /**
     * For the embedded AWS: state, home and settings inside the checkout, the provider attached.
     *
     * @param root the checkout
     * @param providerPort where the embedded provider listens
     */
    public static PulumiSetting embedded(PulumiCli cli, Path root, int providerPort) {
        var variables = new LinkedHashMap<>(account(cli, root).variables());
        variables.put("PULUMI_HOME", root.resolve(".twospeed/pulumi").toString());
        // Pulumi takes what follows file:// literally, so a space stays a space.
        variables.put("PULUMI_BACKEND_URL", "file://" + root.resolve(".twospeed/state"));
        // Not a secret: no secret is in config or state, but the file backend wants a passphrase.
        variables.put("PULUMI_CONFIG_PASSPHRASE", "twospeed");
        variables.put("PULUMI_DEBUG_PROVIDERS", "aws:" + providerPort);
        // Without this the engine waits for a download of the plugin that is attached already.
        variables.put("PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION", "true");
        return new PulumiSetting(cli, Map.copyOf(variables), true);
    }

    /** For a real account: the caller's own backend, plugins and credentials. */
    public static PulumiSetting account(PulumiCli cli, Path root) {
        var variables = new LinkedHashMap<String, String>();
        variables.put("PATH", path(cli, root));
        variables.put("PULUMI_SKIP_UPDATE_CHECK", "true");
        return new PulumiSetting(cli, Map.copyOf(variables), false);
    }

    /** PATH with the command line, the policy analyzer and, where the official one is absent, the language host. */
    private static String path(PulumiCli cli, Path root) {
        var before = Optional.ofNullable(System.getenv("PATH")).orElse("");
        var folders = new StringBuilder()
                .append(cli.executable().toAbsolutePath().getParent())
                .append(File.pathSeparator)
                .append(root.resolve("policies/bin"));
        var official = PulumiCli.onPath(LANGUAGE_HOST)
                .filter(found -> !found.startsWith(root.resolve("local/bin")))
                .isPresent();
        var beside = cli.executable().resolveSibling(LANGUAGE_HOST).toFile().canExecute();
        if (!official && !beside) {
            folders.append(File.pathSeparator).append(root.resolve("local/bin"));
        }
        return folders + File.pathSeparator + before;
    }
}
