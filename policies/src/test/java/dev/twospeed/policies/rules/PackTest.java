package dev.twospeed.policies.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Rule;
import dev.twospeed.policies.sdk.StackResources;
import dev.twospeed.policies.sdk.StackRule;
import dev.twospeed.policies.sdk.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PackTest {
    private static final List<String> NAMES = List.of(
            "policy",
            "bucket",
            "Statement",
            "rules",
            "extendedS3Configuration",
            "retentionInDays",
            "runtime",
            "glueVersion",
            "encryptionType",
            "Effect",
            "Action",
            "Principal",
            "Condition",
            "targetBucket");

    @Test
    void shouldHaveOneFileATestAndADistinctIdEach_whenListed() {
        var root = Path.of(System.getProperty("twospeed.root"), "policies");
        assertThat(Pack.rules()).extracting(rule -> rule.metadata().id()).doesNotHaveDuplicates();
        for (var rule : Pack.rules()) {
            var name = rule.getClass().getSimpleName();
            var words = name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
            assertThat(rule.metadata().id()).isEqualTo(words);
            assertThat(rule.metadata().controls()).isNotEmpty();
            assertThat(rule.metadata().link()).startsWith("https://docs.aws.amazon.com/");
            assertThat(Files.exists(root.resolve("src/test/java/dev/twospeed/policies/rules/" + name + "Test.java")))
                    .as("test of " + name)
                    .isTrue();
        }
    }

    @Property(tries = 500)
    void shouldNeverThrow_whateverThePropertiesAre(@ForAll("values") Value properties) {
        for (var rule : Pack.rules()) {
            for (var type : types(rule)) {
                var resource = new PolicyResource("urn", type, "name", properties, Map.of());
                if (rule instanceof ResourceRule one) {
                    assertThat(one.check(resource)).isNotNull();
                } else if (rule instanceof StackRule whole) {
                    var other =
                            new PolicyResource("other", "aws:s3/bucketPolicy:BucketPolicy", "o", properties, Map.of());
                    assertThat(whole.check(resource, new StackResources(List.of(resource, other))))
                            .isNotNull();
                }
            }
        }
    }

    private static Iterable<String> types(Rule rule) {
        return rule instanceof ResourceRule one ? one.types() : ((StackRule) rule).types();
    }

    @Provide
    Arbitrary<Value> values() {
        return Arbitraries.recursive(
                () -> Arbitraries.of(
                        Value.UNKNOWN,
                        Value.ABSENT,
                        Value.of("*"),
                        Value.of("{\"Statement\": 1}"),
                        Value.of("{"),
                        Value.of(true),
                        Value.of(7.5)),
                part -> Arbitraries.oneOf(
                        part.list().ofMaxSize(3).map(Value::of),
                        Arbitraries.maps(Arbitraries.of(NAMES), part)
                                .ofMaxSize(5)
                                .map(map -> Value.of(new HashMap<>(map)))),
                0,
                4);
    }
}
