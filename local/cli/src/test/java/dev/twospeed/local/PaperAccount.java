package dev.twospeed.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.cloud.Environment;
import dev.twospeed.local.cloud.Stack;
import dev.twospeed.local.provider.AwsProvider;
import dev.twospeed.local.pulumi.PulumiCli;
import dev.twospeed.local.pulumi.PulumiSetting;
import dev.twospeed.local.pulumi.StackCommand;
import dev.twospeed.local.resource.DataPlane;
import dev.twospeed.local.resource.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An account for one environment that checks and keeps what stacks ask for, and runs nothing of it: the embedded AWS refuses
 * environments other than {@code local}, and a production database would be large.
 */
final class PaperAccount implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path root;
    private final String environment;
    private final AwsProvider provider;
    private final PulumiSetting setting;

    private PaperAccount(Path root, String environment, AwsProvider provider, PulumiSetting setting) {
        this.root = root;
        this.environment = environment;
        this.provider = provider;
        this.setting = setting;
    }

    /**
     * Opens the account of a checkout; what other environments deployed to it is still there.
     *
     * @param settings the environment whose committed {@code Pulumi.<settings>.yaml} counts
     */
    static PaperAccount open(CheckoutCopy checkout, String environment, String region, String settings)
            throws Exception {
        var root = checkout.root();
        Files.createDirectories(root.resolve(".twospeed/state"));
        pin(root, environment, region, settings);
        var cli = PulumiCli.find(Environment.cache(), root.resolve("tools/pulumi"), line -> {});
        var provider = AwsProvider.start(
                root.resolve(".twospeed/aws/resources"),
                0,
                environment,
                region,
                List.of(new PaperDatabase(), new PaperFunction()));
        return new PaperAccount(root, environment, provider, PulumiSetting.embedded(cli, root, provider.port()));
    }

    /** The committed settings with the account, region and salt of this one. */
    private static void pin(Path root, String environment, String region, String settings) throws IOException {
        var lines = new ArrayList<String>();
        var inAws = false;
        for (var line : Files.readAllLines(root.resolve("Pulumi." + settings + ".yaml"))) {
            inAws = line.startsWith("  aws:") || inAws && line.startsWith("    ");
            if (!inAws && !line.startsWith("encryptionsalt:")) {
                lines.add(line);
            }
        }
        lines.addAll(
                lines.indexOf("config:") + 1,
                List.of(
                        "  aws:region: " + region,
                        "  aws:accessKey: paper",
                        "  aws:secretKey: paper",
                        "  aws:allowedAccountIds: [\"000000000000\"]"));
        Files.readAllLines(root.resolve("Pulumi.local.yaml")).stream()
                .filter(line -> line.startsWith("encryptionsalt:"))
                .forEach(lines::add);
        Files.write(root.resolve("Pulumi." + environment + ".yaml"), lines);
    }

    /** Changes a setting, {@code <namespace>:<key>}. */
    void set(String key, String value) throws IOException {
        var file = root.resolve("Pulumi." + environment + ".yaml");
        var lines = new ArrayList<String>();
        var inKey = false;
        for (var line : Files.readAllLines(file)) {
            inKey = line.startsWith("  " + key + ":") || inKey && line.startsWith("    ");
            if (!inKey) {
                lines.add(line);
            }
        }
        var text = value.startsWith("[") ? value : MAPPER.writeValueAsString(value);
        lines.add(lines.indexOf("config:") + 1, "  " + key + ": " + text);
        Files.write(file, lines);
    }

    void up(Stack stack) throws Exception {
        command(stack).up(line -> {});
    }

    /** The changes that an {@code up} would make, a line a resource as Pulumi prints it. */
    List<String> preview(Stack stack) throws Exception {
        return previewed(stack).stream()
                .filter(line -> line.matches(" *[+~-]+ +aws:.*"))
                .toList();
    }

    /** All that Pulumi prints of an {@code up} that would be. */
    List<String> previewed(Stack stack) throws Exception {
        var lines = new ArrayList<String>();
        command(stack).preview(lines::add);
        return lines;
    }

    /** Writes what {@code pulumi stack export} says of each stack into a folder, for whatever else may judge it. */
    void export(Path folder) throws Exception {
        Files.createDirectories(folder);
        for (var stack : Stack.inOrder()) {
            MAPPER.writeValue(
                    folder.resolve(stack.label() + ".json").toFile(),
                    command(stack).export());
        }
    }

    /** The stack with the policy pack of the checkout. */
    StackCommand checkedByPolicies(Stack stack) {
        return command(stack).checkedBy(root.resolve("policies"), root.resolve("policies/settings.json"));
    }

    private StackCommand command(Stack stack) {
        return new StackCommand(setting, stack.in(root), environment);
    }

    /** The resources of this environment, as the account keeps them: urn, type, id, inputs, outputs. */
    List<JsonNode> resources() throws IOException {
        var resources = new ArrayList<JsonNode>();
        try (var files = Files.list(root.resolve(".twospeed/aws/resources"))) {
            for (var file : files.toList()) {
                var resource = MAPPER.readTree(file.toFile());
                if (resource.path("urn").asText().startsWith("urn:pulumi:" + environment + "::")) {
                    resources.add(resource);
                }
            }
        }
        assertThat(resources).isNotEmpty();
        return resources;
    }

    @Override
    public void close() {
        provider.close();
    }

    /** What only Lambda can know of a function. */
    private static final class PaperFunction implements DataPlane {
        @Override
        public Set<String> types() {
            return Set.of("aws:lambda/function:Function");
        }

        @Override
        public ObjectNode create(Resource resource) {
            var outputs = JsonNodeFactory.instance.objectNode();
            return resource.inputs().path("publish").asBoolean() ? outputs.put("version", "1") : outputs;
        }

        @Override
        public ObjectNode update(Resource before, Resource after) {
            return JsonNodeFactory.instance.objectNode();
        }

        @Override
        public void delete(Resource resource) {}

        @Override
        public void resume(Resource resource) {}
    }

    /** What only RDS can know of a database. */
    private static final class PaperDatabase implements DataPlane {
        @Override
        public Set<String> types() {
            return Set.of("aws:rds/instance:Instance");
        }

        @Override
        public ObjectNode create(Resource resource) {
            var outputs = JsonNodeFactory.instance.objectNode();
            outputs.put("port", resource.inputs().path("port").asInt(5432));
            outputs.putArray("masterUserSecrets")
                    .addObject()
                    .put("secretArn", "arn:aws:secretsmanager:us-east-1:000000000000:secret:rds!db-paper-a1B2c3");
            return outputs;
        }

        @Override
        public ObjectNode update(Resource before, Resource after) {
            return JsonNodeFactory.instance.objectNode();
        }

        @Override
        public void delete(Resource resource) {}

        @Override
        public void resume(Resource resource) {}
    }
}
