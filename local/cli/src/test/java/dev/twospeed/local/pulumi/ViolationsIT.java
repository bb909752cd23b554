package dev.twospeed.local.pulumi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.twospeed.local.cloud.Environment;
import dev.twospeed.policies.rules.Pack;
import dev.twospeed.policies.sdk.Rule;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that break rules, previewed with the policy pack on the real engine. */
class ViolationsIT {
    private static final Path ROOT = Path.of(System.getProperty("twospeed.root"));
    private static final Pattern VIOLATION =
            Pattern.compile(" *- \\[mandatory] \\[severity: [a-z]+]  ([a-z0-9-]+)  \\([a-zA-Z0-9:]+: (.*)\\)");

    @TempDir
    Path folder;

    private final List<String> printed = new ArrayList<>();
    private AnyResource provider;

    @BeforeEach
    void start() throws Exception {
        provider = new AnyResource();
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void shouldNameExactlyTheBrokenRules_whenEveryRuleIsBroken() throws Exception {
        var stack = program(everyViolation());

        assertThatThrownBy(() -> stack.preview(printed::add)).isInstanceOf(PulumiFailed.class);

        assertThat(broken().keySet()).as(String.join("\n", printed)).isEqualTo(ids(Pack.rules()));
        broken().forEach((rule, resources) ->
                assertThat(resources).as(rule).containsAnyOf(rule + "-0", "violations-local"));
    }

    @Test
    void shouldNameOnlyTheBrokenRule_whenOtherRulesAreKept() throws Exception {
        var stack = program(resource("key", "aws:kms/key:Key", "{'enableKeyRotation': false, 'policy': '{}'}"));

        assertThatThrownBy(() -> stack.preview(printed::add)).isInstanceOf(PulumiFailed.class);

        assertThat(broken()).as(String.join("\n", printed)).isEqualTo(Map.of("kms-key-rotate", Set.of("key")));
        assertThat(String.join("\n", printed)).contains("key: enableKeyRotation is not true", "Set enableKeyRotation");
    }

    @Test
    void shouldFindWhatIsSecretOrNested_andLeaveOpenWhatIsNotKnown() throws Exception {
        var stack = program(
                resource("secret", "aws:kms/key:Key", "{'enableKeyRotation': true, 'isEnabled': '!secret false'}")
                        + resource(
                                "nested",
                                "aws:ec2/networkAcl:NetworkAcl",
                                "{'ingress': [{'action': 'allow', 'cidrBlock': '0.0.0.0/0', 'fromPort': 0, 'toPort': 9000}]}")
                        + resource("unknown", "aws:ec2/subnet:Subnet", "{'mapPublicIpOnLaunch': '!unknown'}"));

        assertThatThrownBy(() -> stack.preview(printed::add)).isInstanceOf(PulumiFailed.class);

        assertThat(broken())
                .as(String.join("\n", printed))
                .isEqualTo(Map.of(
                        "kms-key-stay-enabled", Set.of("secret"), "vpc-acl-close-admin-ports", Set.of("nested")));
    }

    @Test
    void shouldChangeTheInputs_whenRulesRemediate() throws Exception {
        var stack = program(resource("subnet", "aws:ec2/subnet:Subnet", "{'mapPublicIpOnLaunch': true}"));
        var remediating = stack.checkedBy(
                ROOT.resolve("policies"), config("{\"vpc-subnet-forbid-public-address\": \"remediate\"}"));

        remediating.up(printed::add);

        assertThat(broken()).isEmpty();
        assertThat(stack.export().findValue("mapPublicIpOnLaunch").asBoolean(true))
                .isFalse();
    }

    @Test
    void shouldSayWhatIsWrong_whenTheConfigurationIs() throws Exception {
        var stack = program("");
        assertThatThrownBy(() -> stack.checkedBy(ROOT.resolve("policies"), config("{\"no-such-rule\": \"advisory\"}"))
                        .preview(printed::add))
                .isInstanceOf(PulumiFailed.class);
        assertThat(String.join("\n", printed)).contains("names the rule 'no-such-rule', which does not exist");
        assertThatThrownBy(() -> stack.checkedBy(
                                ROOT.resolve("policies"),
                                config("{\"kms-key-rotate\": {\"exemptions\": [{\"urn\": \"*\"}]}}"))
                        .preview(printed::add))
                .isInstanceOf(PulumiFailed.class);
        assertThat(String.join("\n", printed)).contains("kms-key-rotate", "reason is required");
    }

    /** The names of resources that break rules, by rule. */
    private Map<String, Set<String>> broken() {
        var rules = new TreeMap<String, Set<String>>();
        for (var line : printed) {
            var matcher = VIOLATION.matcher(line);
            if (matcher.matches()) {
                rules.computeIfAbsent(matcher.group(1), rule -> new TreeSet<>()).add(matcher.group(2));
            }
        }
        return rules;
    }

    private static TreeSet<String> ids(List<Rule> rules) {
        var ids = new TreeSet<String>();
        rules.forEach(rule -> ids.add(rule.metadata().id()));
        return ids;
    }

    private Path config(String json) throws Exception {
        return Files.writeString(folder.resolve("policy-config.json"), json);
    }

    /** The resources of violations.json: for each rule what breaks it, with what must be beside it. */
    private static String everyViolation() throws Exception {
        try (var reader = new InputStreamReader(
                ViolationsIT.class.getResourceAsStream("violations.json"), StandardCharsets.UTF_8)) {
            var all = JsonParser.parseReader(reader).getAsJsonObject();
            var code = new StringBuilder();
            for (var rule : all.entrySet()) {
                var number = 0;
                for (var element : rule.getValue().getAsJsonArray()) {
                    var resource = element.getAsJsonObject();
                    // Every program has a stack.
                    if (!resource.get("type").getAsString().equals("pulumi:pulumi:Stack")) {
                        code.append(resource(
                                rule.getKey() + "-" + number++,
                                resource.get("type").getAsString(),
                                resource.getAsJsonObject("properties").toString()));
                    }
                }
            }
            return code.toString();
        }
    }

    private static String resource(String name, String type, String properties) {
        return "resource(\"" + type + "\", \"" + name + "\", new ResourceArgs() {"
                + fields(JsonParser.parseString(properties).getAsJsonObject()) + "});\n";
    }

    private static String fields(JsonObject properties) {
        var fields = new StringBuilder();
        for (var property : properties.entrySet()) {
            fields.append("@Import(name = \"")
                    .append(property.getKey())
                    .append("\") Output<Object> p")
                    .append(fields.length())
                    .append(" = ")
                    .append(output(property.getValue()))
                    .append("; ");
        }
        return fields.toString();
    }

    private static String output(JsonElement value) {
        if (value.isJsonPrimitive() && value.getAsString().equals("!unknown")) {
            return "unknown()";
        }
        return value.isJsonPrimitive() && value.getAsString().startsWith("!secret ")
                ? "Output.ofSecret((Object) " + value.getAsString().substring("!secret ".length()) + ")"
                : "Output.of((Object) " + literal(value) + ")";
    }

    private static String literal(JsonElement value) {
        if (value instanceof JsonObject object) {
            var entries = new ArrayList<String>();
            object.entrySet().forEach(field -> entries.add("\"" + field.getKey() + "\", " + literal(field.getValue())));
            return "Map.of(" + String.join(", ", entries) + ")";
        }
        if (value instanceof JsonArray array) {
            return "List.of("
                    + String.join(
                            ", ",
                            array.asList().stream().map(ViolationsIT::literal).toList()) + ")";
        }
        // JSON's texts, numbers and flags are Java's.
        return value.toString();
    }

    private StackCommand program(String resources) throws Exception {
        var cli = PulumiCli.find(Environment.cache(), ROOT.resolve("tools/pulumi"), System.out::println);
        var home = Files.createDirectories(folder.resolve("home"));
        var embedded = PulumiSetting.embedded(cli, ROOT, provider.port());
        LanguagePlugin.install(ROOT, home);
        Map<String, String> variables = new LinkedHashMap<>(embedded.variables());
        variables.put("PULUMI_HOME", home.toString());
        variables.put("PULUMI_BACKEND_URL", "file://" + Files.createDirectories(folder.resolve("state")));
        var project = Files.createDirectories(folder.resolve("violations"));
        Files.writeString(
                project.resolve("Pulumi.yaml"),
                "name: violations\nruntime: {name: java, options: {binary: program.jar}}\n");
        Files.writeString(project.resolve("Pulumi.local.yaml"), ProgramJar.salt() + "\n");
        ProgramJar.make(project.resolve("program.jar"), "Program", PROGRAM.formatted(resources), List.of());
        return new StackCommand(
                        new PulumiSetting(cli, variables, embedded.folders(), embedded.hostsJava(), true),
                        project,
                        Environment.LOCAL)
                .checkedBy(ROOT.resolve("policies"), config("{}"));
    }

    private static final String PROGRAM = """
            import com.pulumi.Pulumi;
            import com.pulumi.core.Output;
            import com.pulumi.core.annotations.Import;
            import com.pulumi.resources.*;
            import java.util.*;
            public class Program {
                static CustomResource resource(String type, String name, ResourceArgs args) {
                    return new CustomResource(type, name, args, CustomResourceOptions.Empty);
                }
                /** The id of a resource that is not there yet. */
                static Output<Object> unknown() {
                    return resource("aws:sns/topicSubscription:TopicSubscription", "later", ResourceArgs.Empty).id().applyValue(id -> (Object) id);
                }
                public static void main(String[] a) {
                    Pulumi.run(ctx -> {
                        %s
                    });
                }
            }
            """;
}
