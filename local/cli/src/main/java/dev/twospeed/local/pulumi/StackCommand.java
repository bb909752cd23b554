package dev.twospeed.local.pulumi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Runs the Pulumi command line for one stack of one environment, as a person would in the stack's folder. */
public final class StackCommand {
    private final PulumiSetting setting;
    private final Path folder;
    private final String stack;
    private final List<String> policies;

    /**
     * @param folder the folder with the stack's Pulumi.yaml
     * @param stack the environment, such as {@code local}
     */
    public StackCommand(PulumiSetting setting, Path folder, String stack) {
        this(setting, folder, stack, List.of());
    }

    private StackCommand(PulumiSetting setting, Path folder, String stack, List<String> policies) {
        this.setting = setting;
        this.folder = folder;
        this.stack = stack;
        this.policies = policies;
    }

    /**
     * The same, checked by a policy pack at each {@link #up} and {@link #preview}: a broken rule fails them.
     *
     * @param pack the folder with PulumiPolicy.yaml, absolute
     * @param config levels, options and exemptions
     */
    public StackCommand checkedBy(Path pack, Path config) {
        return new StackCommand(
                setting,
                folder,
                stack,
                List.of("--policy-pack", pack.toString(), "--policy-pack-config", config.toString()));
    }

    /**
     * Deploys the stack.
     *
     * @param lines is given each line that Pulumi prints
     * @return a few words on what changed, such as {@code 58 created}
     * @throws PulumiFailed when it fails
     */
    public String up(Consumer<String> lines) throws IOException, InterruptedException {
        return changes(deploy(List.of("up", "--yes", "--skip-preview", "--suppress-outputs"), lines));
    }

    /** Shows what an {@code up} would do; as {@link #up} otherwise. */
    public String preview(Consumer<String> lines) throws IOException, InterruptedException {
        return changes(deploy(List.of("preview", "--suppress-outputs"), lines));
    }

    /** Deletes what the stack deployed; as {@link #up} otherwise. */
    public String destroy(Consumer<String> lines) throws IOException, InterruptedException {
        return changes(runUnlocked(List.of("destroy", "--yes", "--skip-preview"), lines));
    }

    /** The stack's outputs; an empty object when it was never deployed. */
    public JsonNode outputs() throws IOException, InterruptedException {
        try {
            return new ObjectMapper()
                    .readTree(String.join("\n", run(List.of("stack", "output", "--json"), line -> {})));
        } catch (PulumiFailed failed) {
            if (failed.noSuchStack()) {
                return new ObjectMapper().createObjectNode();
            }
            throw failed;
        }
    }

    /** Whether it has resources, as its state says; also when a deployment or a deletion ended halfway. */
    public boolean isDeployed() throws IOException, InterruptedException {
        for (var resource : export().path("deployment").path("resources")) {
            if (!resource.path("type").asText().startsWith("pulumi:")) {
                return true;
            }
        }
        return false;
    }

    /** The stack's state as {@code pulumi stack export} prints it; without resources when it was never deployed. */
    public JsonNode export() throws IOException, InterruptedException {
        try {
            return new ObjectMapper().readTree(String.join("\n", run(List.of("stack", "export"), line -> {})));
        } catch (PulumiFailed failed) {
            if (failed.noSuchStack()) {
                return new ObjectMapper().readTree("{\"deployment\":{}}");
            }
            throw failed;
        }
    }

    /** Makes the stack in the checkout's own state, unless it is there: {@code pulumi up} wants it to exist. */
    public void make() throws IOException, InterruptedException {
        try {
            run(List.of("stack", "init", "--no-select"), line -> {});
        } catch (PulumiFailed failed) {
            if (!failed.stackExists()) {
                throw failed;
            }
        }
    }

    private List<String> deploy(List<String> deployment, Consumer<String> lines)
            throws IOException, InterruptedException {
        var arguments = new ArrayList<>(deployment);
        arguments.addAll(policies);
        try {
            return runUnlocked(arguments, lines);
        } catch (PulumiFailed failed) {
            if (!failed.noSuchStack() || !setting.makesStacks()) {
                throw failed;
            }
            run(List.of("stack", "init", "--no-select"), line -> {});
            return run(arguments, lines);
        }
    }

    /** In the checkout's own state a lock may be what a killed deployment has left: that is taken away. */
    private List<String> runUnlocked(List<String> arguments, Consumer<String> lines)
            throws IOException, InterruptedException {
        try {
            return run(arguments, lines);
        } catch (PulumiFailed failed) {
            if (!failed.lockedByTheDead() || !setting.makesStacks()) {
                throw failed;
            }
            lines.accept("The process that locked the stack is no more: the lock is taken away");
            run(List.of("cancel", "--yes"), line -> {});
            return run(arguments, lines);
        }
    }

    private List<String> run(List<String> arguments, Consumer<String> lines) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(setting.cli().executable().toString()));
        command.addAll(arguments);
        command.addAll(List.of("-C", folder.toString(), "--stack", stack, "--non-interactive", "--color", "never"));
        var builder = new ProcessBuilder(command).redirectErrorStream(!printsJson(arguments));
        builder.environment().putAll(setting.environment());
        if (!setting.hostsJava()) {
            return run(builder, arguments, lines);
        }
        try (var host = LanguageHost.attach(lines)) {
            builder.environment().putAll(host.variables());
            return run(builder, arguments, lines);
        }
    }

    private List<String> run(ProcessBuilder builder, List<String> arguments, Consumer<String> lines)
            throws IOException, InterruptedException {
        var process = builder.start();
        process.getOutputStream().close();
        var printed = new ArrayList<String>();
        var complaints = new ArrayList<String>();
        var stderr = new Thread(() -> read(process.errorReader(StandardCharsets.UTF_8), complaints::add));
        try {
            stderr.start();
            read(new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)), line -> {
                printed.add(line);
                lines.accept(line);
            });
            stderr.join();
            if (process.waitFor() != 0) {
                printed.addAll(complaints);
                throw new PulumiFailed(arguments.get(0), folder, stack, printed);
            }
            return printed;
        } finally {
            process.destroy();
        }
    }

    private static boolean printsJson(List<String> arguments) {
        return arguments.contains("--json") || arguments.contains("export");
    }

    private static void read(BufferedReader reader, Consumer<String> lines) {
        reader.lines().forEach(lines);
    }

    /** The part of Pulumi's summary below "Resources:", on one line. */
    static String changes(List<String> printed) {
        var start = printed.indexOf("Resources:");
        if (start < 0) {
            return "nothing to do";
        }
        return String.join(
                ", ",
                printed.subList(start + 1, printed.size()).stream()
                        .takeWhile(line -> !line.isBlank() && line.startsWith(" "))
                        .map(line -> line.replaceAll("^[ +~-]+", "").strip())
                        .toList());
    }
}
