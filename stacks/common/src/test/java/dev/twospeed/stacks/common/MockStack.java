package dev.twospeed.stacks.common;

import com.pulumi.Context;
import com.pulumi.test.PulumiTest;
import com.pulumi.test.TestOptions;
import com.pulumi.test.internal.PulumiTestInternal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/**
 * Runs a stack program under Pulumi's mocks: with the defaults of its Pulumi.yaml, the settings of an environment, and given
 * outputs of the stacks before it.
 *
 * <p>What the CLI does for a real run is done here: defaults, config as texts. The one place that touches the SDK's internals.
 */
public final class MockStack {
    private static final Path ROOT = Path.of(System.getProperty("twospeed.root"));

    private final String project;
    private final Path folder;
    private String environment = "dev";
    private boolean preview;
    private final Map<String, String> config = new TreeMap<>();
    private final Map<String, Map<String, Object>> upstream = new LinkedHashMap<>();

    private MockStack(String project, Path folder) {
        this.project = project;
        this.folder = folder;
    }

    /** The stack that exports a contract. */
    public static MockStack of(Contract<?> contract) {
        return new MockStack(contract.project(), ROOT.resolve(contract.folder()).normalize());
    }

    /** Which {@code Pulumi.<environment>.yaml} counts; one that does not exist has the defaults and a region. */
    public MockStack environment(String name) {
        environment = name;
        return this;
    }

    /** Overrides a setting, {@code <namespace>:<key>}. */
    public MockStack config(String key, String value) {
        config.put(key, value);
        return this;
    }

    /** Gives outputs that another stack exports. */
    public MockStack upstream(Contract<?> contract, Map<String, Object> outputs) {
        upstream.put("organization/" + contract.project() + "/" + environment, outputs);
        return this;
    }

    /** A preview instead of an update. */
    public MockStack preview() {
        preview = true;
        return this;
    }

    /** Runs the program to its end, also when it fails. */
    public MockRun run(BiConsumer<Context, Checkout> program, Checkout checkout) {
        PulumiTest.cleanup();
        var requests = new Requests();
        var aws = new MockAws(upstream);
        try {
            var test = PulumiTestInternal.builder()
                    .options(TestOptions.builder()
                            .organizationName("organization")
                            .projectName(project)
                            .stackName(environment)
                            .preview(preview)
                            .build())
                    .mocks(aws)
                    // The errors are in the run; printed besides, they look like a failed build.
                    .standardLogger(PulumiTestInternal.logger(Level.OFF))
                    .config(settings())
                    .monitorDecorator(requests::listenTo)
                    .build();
            var result = test.runTest(ctx -> program.accept(ctx, checkout));
            return new MockRun(requests.all(), aws.calls(), result);
        } finally {
            PulumiTest.cleanup();
        }
    }

    private Map<String, String> settings() {
        var settings = new TreeMap<String, String>();
        settings.put("aws:region", "us-east-1");
        section(folder.resolve("Pulumi.yaml")).forEach((key, value) -> {
            if (value instanceof Map<?, ?> schema && schema.containsKey("default")) {
                settings.put(key, text(schema.get("default")));
            }
        });
        section(ROOT.resolve("Pulumi." + environment + ".yaml"))
                .forEach((key, value) -> settings.put(key, text(value)));
        settings.putAll(config);
        return settings;
    }

    private static Map<String, Object> section(Path file) {
        if (!Files.exists(file)) {
            return Map.of();
        }
        try (var reader = Files.newBufferedReader(file)) {
            Map<String, Map<String, Object>> content = new Yaml().load(reader);
            return content.getOrDefault("config", Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(@Nullable Object value) {
        return value instanceof List<?> ? Json.text(value) : String.valueOf(value);
    }
}
