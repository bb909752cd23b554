package dev.twospeed.policies.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Rule;
import dev.twospeed.policies.sdk.StackResources;
import dev.twospeed.policies.sdk.StackRule;
import dev.twospeed.policies.sdk.Value;
import dev.twospeed.policies.sdk.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every rule, whatever the properties are: names and texts are those that the rules themselves ask for. */
class SoundnessTest {
    private static final List<String> WORDS = words();
    private static final List<String> POLICIES = List.of("policy", "assumeRolePolicy");
    private static final List<String> RELATED = List.of(
            "aws:s3/bucketPolicy:BucketPolicy",
            "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
            "aws:lambda/permission:Permission",
            "aws:lambda/functionUrl:FunctionUrl",
            "aws:cloudwatch/eventTarget:EventTarget",
            "aws:cloudwatch/eventRule:EventRule",
            "aws:cloudwatch/logGroup:LogGroup",
            "aws:rds/parameterGroup:ParameterGroup",
            "aws:sqs/queue:Queue",
            "aws:sns/topicPolicy:TopicPolicy",
            "aws:ec2/flowLog:FlowLog",
            "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup");

    @Property(tries = 300)
    void shouldNeverThrow_whateverThePropertiesAre(
            @ForAll("objects") Value properties, @ForAll("objects") Value other) {
        for (var rule : Pack.rules()) {
            assertThat(verdicts(rule, properties, other)).doesNotContainNull();
        }
    }

    /** A rule that passes or fails by accident, before something is known, would say something else afterwards. */
    @Property(tries = 500)
    void shouldNotChangeItsMind_whenMoreIsKnown(
            @ForAll("objects") Value properties, @ForAll("objects") Value other, @ForAll("known") Value known) {
        for (var rule : Pack.rules()) {
            var before = verdicts(rule, properties, other);
            var after = verdicts(rule, filled(properties, known), filled(other, known));
            for (var i = 0; i < before.size(); i++) {
                if (!(before.get(i) instanceof Verdict.Undecided)) {
                    assertThat(after.get(i).getClass())
                            .as("%s on %s beside %s, then %s", rule.metadata().id(), properties, other, known)
                            .isEqualTo(before.get(i).getClass());
                }
            }
        }
    }

    private static List<Verdict> verdicts(Rule rule, Value properties, Value other) {
        var verdicts = new ArrayList<Verdict>();
        for (var type : new TreeSet<>(rule.types())) {
            var resource = new PolicyResource("urn", type, "name", properties, Map.of());
            if (rule instanceof ResourceRule one) {
                verdicts.add(one.check(resource));
            } else if (rule instanceof StackRule whole) {
                var stack = new ArrayList<PolicyResource>(List.of(resource));
                RELATED.forEach(related -> stack.add(new PolicyResource(related, related, "other", other, Map.of())));
                verdicts.add(whole.check(resource, new StackResources(stack)));
            }
        }
        return verdicts;
    }

    private static Value filled(Value value, Value known) {
        if (value.isUnknown()) {
            return known;
        }
        if (value.isObject()) {
            var fields = new LinkedHashMap<String, Value>();
            value.fields().forEach(field -> fields.put(field.getKey(), filled(field.getValue(), known)));
            return Value.of(fields);
        }
        return value.isList()
                ? Value.of(value.items().map(item -> filled(item, known)).toList())
                : value;
    }

    /** The words in quotes of the rules' sources, paths taken apart. */
    private static List<String> words() {
        var folder = Path.of(System.getProperty("twospeed.root"), "policies/src/main/java/dev/twospeed/policies/rules");
        var words = new TreeSet<String>();
        var quoted = Pattern.compile("(?:get|at|is|named|refers)\\([^\"()]*\"([^\"]+)\"");
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                var matcher = quoted.matcher(Files.readString(file).replaceAll("\\s+", ""));
                while (matcher.find()) {
                    words.addAll(List.of(matcher.group(1).split("\\.")));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(words).contains("Statement", "bucket", "tracingConfig");
        return List.copyOf(words);
    }

    @Provide
    Arbitrary<Value> objects() {
        return Combinators.combine(fields(values()), Arbitraries.of(POLICIES), documents())
                .as((fields, name, document) -> {
                    var all = new LinkedHashMap<>(fields);
                    all.put(name, document);
                    return Value.of(all);
                });
    }

    private static Arbitrary<Value> documents() {
        var principals = Arbitraries.of(
                Value.UNKNOWN,
                Value.ABSENT,
                Value.of("*"),
                Value.of(Map.of("AWS", Value.UNKNOWN)),
                Value.of(Map.of("Service", Value.of("glue.amazonaws.com"))));
        var actions = Arbitraries.of("*", "iam:PassRole", "kms:Decrypt", "s3:PutBucketPolicy", "sqs:*")
                .map(Value::of);
        var conditions = Arbitraries.of(Value.UNKNOWN, Value.ABSENT, Value.of(Map.of("Bool", Value.UNKNOWN)));
        var statements = Combinators.combine(
                        Arbitraries.of(Value.UNKNOWN, Value.of("Allow"), Value.of("Deny")),
                        principals,
                        actions,
                        Arbitraries.of(Value.UNKNOWN, Value.of("*"), Value.of("arn:aws:s3:::b")),
                        conditions)
                .as((effect, principal, action, resource, condition) -> Value.of(Map.of(
                        "Effect", effect,
                        "Principal", principal,
                        "Action", action,
                        "Resource", resource,
                        "Condition", condition)));
        return statements.list().ofMinSize(1).ofMaxSize(2).map(list -> Value.of(Map.of("Statement", Value.of(list))));
    }

    @Provide
    Arbitrary<Value> known() {
        return Arbitraries.oneOf(
                values(),
                Arbitraries.of(
                        Value.of("*"),
                        Value.of("Allow"),
                        Value.of(true),
                        Value.of(false),
                        Value.ABSENT,
                        Value.of(Map.of("AWS", Value.of("*"))),
                        Value.of(Map.of("Service", Value.of("glue.amazonaws.com")))));
    }

    @Provide
    Arbitrary<Value> values() {
        return Arbitraries.recursive(
                SoundnessTest::leaves,
                part -> Arbitraries.oneOf(part.list().ofMaxSize(3).map(Value::of), object(part)),
                0,
                3);
    }

    private static Arbitrary<Value> object(Arbitrary<Value> part) {
        return fields(part).map(map -> Value.of(new LinkedHashMap<>(map)));
    }

    private static Arbitrary<Map<String, Value>> fields(Arbitrary<Value> part) {
        return Arbitraries.maps(Arbitraries.of(WORDS), part).ofMinSize(1).ofMaxSize(12);
    }

    private static Arbitrary<Value> leaves() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        Value.UNKNOWN,
                        Value.ABSENT,
                        Value.of("*"),
                        Value.of("Allow"),
                        Value.of(""),
                        Value.of("{\"Statement\": 1}"),
                        Value.of("{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"*\","
                                + " \"Resource\": \"*\"}}"),
                        Value.of("{"),
                        Value.of(true),
                        Value.of(false),
                        Value.of("hidden").asSecret(),
                        Value.of(7.5)),
                Arbitraries.of(WORDS).map(Value::of));
    }
}
