package dev.twospeed.local.pulumi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twospeed.local.cloud.Environment;
import dev.twospeed.local.provider.AwsProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A component of {@code stacks/common} with two resources, one named after it and one below another component, on the real engine. */
class RenamedComponentIT {
    private static final Path ROOT = Path.of(System.getProperty("twospeed.root"));
    // In the package of Component: the table of former names is for that package alone.
    private static final String PROGRAM = """
            package dev.twospeed.stacks.common;
            import com.pulumi.Pulumi;
            import com.pulumi.core.Output;
            import com.pulumi.core.annotations.Import;
            import com.pulumi.resources.*;
            import java.util.*;
            public class Program {
                static class TopicArgs extends ResourceArgs {
                    @Import(name = "name") Output<String> name;
                    @Import(name = "displayName") Output<String> displayName;
                    TopicArgs(String name, String displayName) {
                        this.name = Output.of(name);
                        this.displayName = Output.of(displayName);
                    }
                }
                static class Shelf extends Component {
                    Shelf(String type, String name, Map<String, List<String>> former) {
                        super(type, name, former);
                        topic(name + "-box", this);
                        topic("other", this);
                        registerOutputs(Map.of());
                    }
                    static void topic(String name, Resource parent) {
                        new CustomResource("aws:sns/topic:Topic", name, new TopicArgs("fixed-" + name.replaceAll(".*-", ""), shown),
                            CustomResourceOptions.builder().parent(parent).build());
                    }
                }
                static String shown;
                public static void main(String[] a) {
                    Pulumi.run(ctx -> {
                        shown = ctx.config().require("shown");
                        var type = ctx.config().require("type");
                        var name = ctx.config().require("name");
                        new Shelf(type, name, ctx.config().get("former")
                            .map(former -> Map.of(type + "::" + name, List.of(former))).orElse(Map.of()));
                    });
                }
            }
            """;

    @TempDir
    Path folder;

    private AwsProvider aws;
    private StackCommand stack;
    private String shown = "first";

    @BeforeEach
    void deploy() throws Exception {
        aws = AwsProvider.start(folder.resolve("aws"), 0, "us-east-1", List.of());
        var cli = PulumiCli.find(Environment.cache(), ROOT.resolve("tools/pulumi"), System.out::println);
        var home = Files.createDirectories(folder.resolve("home"));
        var embedded = PulumiSetting.embedded(cli, ROOT, aws.port());
        LanguagePlugin.install(ROOT, home);
        var variables = new LinkedHashMap<>(embedded.variables());
        variables.put("PULUMI_HOME", home.toString());
        variables.put("PULUMI_BACKEND_URL", "file://" + Files.createDirectories(folder.resolve("state")));
        var project = Files.createDirectories(folder.resolve("shelves"));
        Files.writeString(
                project.resolve("Pulumi.yaml"),
                "name: shelves\nruntime: {name: java, options: {binary: program.jar}}\n");
        ProgramJar.make(
                project.resolve("program.jar"),
                "dev.twospeed.stacks.common.Program",
                PROGRAM,
                List.of(ROOT.resolve("stacks/common/target/classes")));
        stack = new StackCommand(
                new PulumiSetting(cli, variables, embedded.folders(), embedded.hostsJava(), true),
                project,
                Environment.LOCAL);
        assertThat(up("twospeed:shop:Shelf", "shelf", "")).isEqualTo("4 created");
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void shouldReplaceNothing_whenTheFormerNameIsSaid() throws Exception {
        assertThat(up("twospeed:shop:Shelf", "rack", "twospeed:shop:Shelf::shelf"))
                .isEqualTo("4 unchanged");
        assertThat(up("twospeed:shop:Rack", "rack", "twospeed:shop:Shelf::rack"))
                .as("another type")
                .isEqualTo("4 unchanged");
        assertThat(up("twospeed:shop:Rack", "rack", "")).as("later").isEqualTo("4 unchanged");
    }

    @Test
    void shouldChangeTheSameResources_whenTheyChangeWithTheName() throws Exception {
        shown = "renamed";

        assertThat(up("twospeed:shop:Rack", "rack", "twospeed:shop:Shelf::shelf"))
                .isEqualTo("2 updated, 2 unchanged");
        assertThat(up("twospeed:shop:Rack", "rack", "")).as("later").isEqualTo("4 unchanged");
        assertThat(folder.resolve("aws").toFile().list((in, name) -> name.startsWith("sns-topic")))
                .hasSize(2);
    }

    /** What the former name is for: names that AWS gives once do not even let their resources be made anew. */
    @Test
    void shouldFailToMakeItsResourcesAnew_whenItIsNot() {
        assertThatThrownBy(() -> up("twospeed:shop:Shelf", "rack", ""))
                .isInstanceOf(PulumiFailed.class)
                .hasMessageContaining("exists already, deployed as")
                .hasMessageContaining("shelf-box");
    }

    private String up(String type, String name, String former) throws IOException, InterruptedException {
        var settings = """
                config:
                  aws:region: us-east-1
                  aws:accessKey: local
                  aws:secretKey: local
                  aws:allowedAccountIds: ["000000000000"]
                  shelves:type: %s
                  shelves:name: %s
                  shelves:shown: %s
                """.formatted(type, name, shown)
                + (former.isEmpty() ? "" : "  shelves:former: " + former + "\n") + ProgramJar.salt() + "\n";
        Files.writeString(folder.resolve("shelves/Pulumi.local.yaml"), settings);
        return stack.up(line -> {});
    }
}
