package dev.twospeed.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twospeed.local.cloud.Stack;
import dev.twospeed.local.cost.Estimate;
import dev.twospeed.local.cost.Estimator;
import dev.twospeed.local.cost.StackExport;
import dev.twospeed.local.cost.Usage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * All stacks as production and beside it another environment, on the real engine: the account checks every input as AWS
 * documents it, and refuses a second resource of the same name.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EnvironmentsIT {
    /** As long as an environment's name may be. */
    private static final String LONG_NAME = "quality-assurance-02";

    /** AWS's longest name of a region. */
    private static final String LONG_REGION = "ap-southeast-2";

    private static final String REPLACEMENT = " *(\\+-|-\\+|\\+\\+|--|-) .*";
    private static final Pattern HOLDS_DATA = Pattern.compile(
            "aws:(s3:Bucket|rds:Instance|kinesis:|kms:Key|glue:Catalog|cloudwatch:LogGroup|sqs:Queue|sns:Topic )");
    private static final String BUCKET = "aws:s3:BucketV2";
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: white space does not count
    private static final int INLINE_POLICIES = 10_240;
    // Kept after the test: other judges of what these stacks ask for read exported states.
    private static final Path EXPORTS = Path.of("target/exports");
    private static final Pattern ARN =
            Pattern.compile("arn:aws(-cn|-us-gov)?:[a-z0-9-]+:[a-z0-9-]*:(\\d{12}|aws)?:\\S+");

    private CheckoutCopy checkout;
    private PaperAccount production;

    @BeforeAll
    void deployProduction() throws Exception {
        checkout = CheckoutCopy.make("environments");
        production = PaperAccount.open(checkout, "prod", "us-east-1", "prod");
        for (var stack : Stack.inOrder()) {
            production.up(stack);
        }
        production.export(EXPORTS.resolve("production"));
    }

    @AfterAll
    void stop() {
        production.close();
        checkout.close();
    }

    @Test
    @Order(1)
    void shouldDeclareEverySetting_whenProductionSetsIt() throws Exception {
        var declared = new HashSet<String>();
        for (var stack : Stack.inOrder()) {
            declared.addAll(SettingChanges.declared(checkout.root(), stack));
        }

        var set = Files.readAllLines(checkout.root().resolve("Pulumi.prod.yaml")).stream()
                .filter(line -> line.startsWith("  twospeed"))
                .map(line -> line.strip().replaceAll(":( .*)?$", "").replaceAll(": .*", ""))
                .toList();

        assertThat(set).hasSizeGreaterThan(20).isSubsetOf(declared);
    }

    @Test
    @Order(2)
    void shouldBeAccepted_whenAwsLooksAtEveryPolicyAndArn() throws Exception {
        accepted(production.resources());
    }

    @Test
    @Order(3)
    void shouldStandBesideProduction_whenAnotherEnvironmentIsDeployed() throws Exception {
        var before = names(production.resources());
        try (var other = PaperAccount.open(checkout, LONG_NAME, LONG_REGION, "dev")) {
            for (var stack : Stack.inOrder()) {
                other.up(stack);
            }
            other.export(EXPORTS.resolve("development"));
            assertReadmeTellsTheCost("Pulumi.dev.yaml", "development");
            assertReadmeTellsTheCost("Pulumi.prod.yaml", "production");
            var beside = names(other.resources());

            assertThat(beside).hasSizeGreaterThan(50).doesNotContainAnyElementsOf(before);
            accepted(other.resources());
            assertThat(Stream.concat(production.resources().stream(), other.resources().stream()))
                    .as("the provider was asked what it replaces, see ReplacementsTest")
                    .flatMap(new ProviderAnswers()::missing)
                    .isEmpty();
            assertThat(other.resources())
                    .extracting(resource -> resource.at("/outputs/arn").asText())
                    .as("roles and buckets are global, so their names carry the region")
                    .filteredOn(arn -> arn.matches("arn:aws:(iam|s3):.*"))
                    .isNotEmpty()
                    .allMatch(arn -> arn.contains("twospeed-" + LONG_NAME + "-" + LONG_REGION));
        }
    }

    @Test
    @Order(4)
    void shouldChangeNoOtherStack_whenEverySettingOfTheDatabaseChanges() throws Exception {
        var plan = plan(Stack.VECTOR_DB);
        production.up(Stack.VECTOR_DB);

        assertThat(plan).isNotEmpty().noneMatch(line -> line.contains(BUCKET));
        // The only stack that reads the database's outputs.
        assertThat(production.preview(Stack.STREAMING_INFERENCE)).isEmpty();
    }

    @Test
    @Order(5)
    void shouldReplaceNothingThatHoldsData_whenEverySettingChanges() throws Exception {
        for (var stack : List.of(Stack.FOUNDATION, Stack.ETL, Stack.STREAMING_INFERENCE)) {
            assertThat(plan(stack))
                    .as(stack.label())
                    .filteredOn(line -> line.contains(BUCKET))
                    .allMatch(line -> line.contains("[diff: ~forceDestroy]"));
            production.up(stack);
        }
        production.export(EXPORTS.resolve("production-changed"));
    }

    private void assertReadmeTellsTheCost(String settings, String exports) throws Exception {
        var stacks = new ArrayList<StackExport>();
        for (var stack : Stack.inOrder()) {
            var file = EXPORTS.resolve(exports).resolve(stack.label() + ".json").toFile();
            stacks.add(StackExport.of(stack.label(), new ObjectMapper().readTree(file)));
        }
        var estimate = new Estimator(Optional.of("us-east-1"), Usage.DEFAULT).estimate(stacks);
        assertThat(checkout.root().resolve("stacks/foundation/Pulumi.README.md"))
                .content()
                .contains(String.format(
                        Locale.ROOT,
                        "| `%s` | %.0f | %.2f | %.2f |",
                        settings,
                        Estimate.total(estimate.monthly()),
                        Estimate.total(estimate.perMillionEvents()),
                        Estimate.total(estimate.perRun())));
    }

    /** What an up would do with all settings changed; nothing that holds data is replaced or deleted by it. */
    private List<String> plan(Stack stack) throws Exception {
        for (var change : changes(stack).entrySet()) {
            production.set(change.getKey(), change.getValue());
        }
        var plan = production.preview(stack);
        assertThat(plan)
                .as(stack.label())
                .filteredOn(line -> line.matches(REPLACEMENT))
                .noneMatch(line -> HOLDS_DATA.matcher(line).find());
        return plan;
    }

    private Map<String, String> changes(Stack stack) throws Exception {
        var changes = new HashMap<String, String>();
        for (var key : SettingChanges.declared(checkout.root(), stack)) {
            assertThat(SettingChanges.SAFE.containsKey(key) != SettingChanges.CHOSEN_ONCE.containsKey(key))
                    .as(key + " is either safe to change or chosen once")
                    .isTrue();
            if (SettingChanges.SAFE.containsKey(key)) {
                changes.put(key, SettingChanges.SAFE.get(key));
            }
        }
        return changes;
    }

    /** What no single input shows: sizes of all policies of a role, and ARNs wherever they stand. */
    private static void accepted(List<JsonNode> resources) {
        var inline = resources.stream()
                .filter(resource -> resource.path("type").asText().equals("aws:iam/rolePolicy:RolePolicy"))
                .collect(Collectors.groupingBy(
                        resource -> resource.at("/inputs/role").asText(),
                        Collectors.summingInt(resource -> resource.at("/inputs/policy")
                                .asText()
                                .replaceAll("\\s", "")
                                .length())));
        assertThat(inline).isNotEmpty();
        inline.forEach((role, size) -> assertThat(size).as(role).isLessThanOrEqualTo(INLINE_POLICIES));
        for (var resource : resources) {
            arns(resource.path("urn").asText(), resource.path("inputs"));
        }
    }

    private static void arns(String where, JsonNode value) {
        if (value.isContainerNode()) {
            value.forEach(child -> arns(where, child));
        } else if (value.asText().startsWith("arn:")) {
            assertThat(value.asText()).as(where).matches(ARN);
        }
    }

    /** ARNs without their regions: names that differ even where the region does not. */
    private static List<String> names(List<JsonNode> resources) {
        return resources.stream()
                .map(resource -> resource.at("/outputs/arn").asText())
                .filter(arn -> !arn.isEmpty())
                .map(arn -> arn.replaceFirst("^((?:[^:]*:){3})[^:]*:", "$1:"))
                .toList();
    }
}
