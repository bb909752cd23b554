package dev.twospeed.local.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.iam.Granting;
import dev.twospeed.local.lambda.FunctionInvoker;
import dev.twospeed.local.resource.AwsError;
import dev.twospeed.local.resource.Resource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventBusTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:load";
    private static final String MANIFESTS = """
            {"source": ["aws.s3"], "detail-type": ["Object Created"],
             "detail": {"bucket": {"name": ["lake"]}, "object": {"key": [{"wildcard": "models/*/manifest.json"}]}}}""";

    private final List<JsonNode> delivered = new ArrayList<>();
    private final Granting granting = new Granting();
    private final EventBus bus = new EventBus(
            new FunctionInvoker() {
                @Override
                public Result invoke(String function, byte[] payload) {
                    throw new AssertionError("events are asynchronous");
                }

                @Override
                public void invokeLater(String function, byte[] payload) {
                    delivered.add(json(new String(payload, java.nio.charset.StandardCharsets.UTF_8)));
                }
            },
            granting.access(),
            (sender, topic, subject, message) -> {
                throw new AssertionError("no topic is a target");
            },
            (sender, queue, body, attributes) -> {
                throw new AssertionError("no queue is a target");
            },
            "us-east-1");

    @BeforeEach
    void permit() {
        permit("rule/*");
    }

    private void permit(String rule) {
        granting.resource(
                "aws:lambda/permission:Permission",
                "rules",
                inputs -> inputs.put("statementId", "rules")
                        .put("action", "lambda:InvokeFunction")
                        .put("function", "load")
                        .put("principal", "events.amazonaws.com")
                        .put("sourceArn", "arn:aws:events:us-east-1:000000000000:" + rule));
    }

    @AfterEach
    void close() {
        bus.close();
    }

    @Test
    void shouldDeliverNothing_whenTheFunctionLetsInOtherRulesOnly() {
        permit("rule/other");
        rule("manifests", "{\"eventPattern\": " + quoted(MANIFESTS) + "}");
        target("{\"rule\": \"manifests\", \"arn\": \"" + FUNCTION + "\"}");

        bus.publish("aws.s3", "Object Created", created("lake", "models/1/manifest.json"));

        assertThat(delivered).isEmpty();
    }

    @Test
    void shouldDeliverTheEvent_whenItMatchesThePattern() {
        rule("manifests", "{\"eventPattern\": " + quoted(MANIFESTS) + "}");
        target("{\"rule\": \"manifests\", \"arn\": \"" + FUNCTION + "\"}");

        bus.publish("aws.s3", "Object Created", created("lake", "models/1/manifest.json"));
        bus.publish("aws.s3", "Object Created", created("lake", "models/1/items.csv"));
        bus.publish("aws.s3", "Object Created", created("other", "models/1/manifest.json"));

        assertThat(delivered).singleElement().satisfies(event -> {
            assertThat(event.path("detail").path("object").path("key").asText()).isEqualTo("models/1/manifest.json");
            assertThat(event.path("source").asText()).isEqualTo("aws.s3");
            assertThat(event.at("/resources/0").asText()).isEqualTo("arn:aws:s3:::lake");
            assertThat(event.path("account").asText()).isEqualTo("000000000000");
        });
    }

    @Test
    void shouldDeliverNothing_whenTheRuleIsDisabledOrDeleted() {
        rule("manifests", "{\"eventPattern\": " + quoted(MANIFESTS) + ", \"state\": \"DISABLED\"}");
        var target = target("{\"rule\": \"manifests\", \"arn\": \"" + FUNCTION + "\"}");
        bus.publish("aws.s3", "Object Created", created("lake", "models/1/manifest.json"));

        var deleted = rule("manifests", "{\"eventPattern\": " + quoted(MANIFESTS) + "}");
        assertThatThrownBy(() -> bus.delete(deleted)).hasMessageContaining("has targets");
        bus.delete(target);
        bus.delete(deleted);
        bus.publish("aws.s3", "Object Created", created("lake", "models/1/manifest.json"));

        assertThat(delivered).isEmpty();
    }

    @Test
    void shouldShapeTheInput_whenTheTargetSaysHow() {
        rule("manifests", "{\"eventPattern\": " + quoted(MANIFESTS) + "}");
        target("{\"rule\": \"manifests\", \"arn\": \"" + FUNCTION + "\", \"input\": " + quoted("{\"operation\":\"x\"}")
                + "}");
        target("{\"rule\": \"manifests\", \"arn\": \"" + FUNCTION + "\", \"inputPath\": \"$.detail.bucket\"}");
        target("{\"rule\": \"manifests\", \"arn\": \"" + FUNCTION + "\", \"inputTransformer\": {\"inputPaths\": "
                + "{\"key\": \"$.detail.object.key\"}, \"inputTemplate\": "
                + quoted("{\"key\": <key>, \"text\": \"of <key>, yes\", \"all\": \"<key>\"}") + "}}");

        bus.publish("aws.s3", "Object Created", created("lake", "models/1/manifest.json"));

        assertThat(delivered)
                .containsExactlyInAnyOrder(
                        json("{\"operation\":\"x\"}"),
                        json("{\"name\":\"lake\"}"),
                        json("{\"key\":\"models/1/manifest.json\",\"text\":\"of models/1/manifest.json, yes\","
                                + "\"all\":\"models/1/manifest.json\"}"));
    }

    @Test
    void shouldRefuseTheRule_whenItsPatternOrScheduleIsBad() {
        assertThatThrownBy(() -> rule("bad", "{\"eventPattern\": \"{\\\"source\\\": \\\"aws.s3\\\"}\"}"))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining("Event pattern of the rule bad is not valid");
        assertThatThrownBy(() -> rule("bad", "{\"scheduleExpression\": \"rate(1 hours)\"}"))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining("rate(1 hours)");
        assertThatThrownBy(() -> target("{\"rule\": \"absent\", \"arn\": \"" + FUNCTION + "\"}"))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining("Rule absent does not exist");
    }

    private Resource rule(String name, String inputs) {
        var resource = resource("aws:cloudwatch/eventRule:EventRule", name, (ObjectNode) json(inputs));
        resource.outputs().put("name", name);
        bus.create(resource);
        return resource;
    }

    private Resource target(String inputs) {
        var target = resource(
                "aws:cloudwatch/eventTarget:EventTarget", "target" + inputs.hashCode(), (ObjectNode) json(inputs));
        bus.create(target);
        return target;
    }

    private static Resource resource(String type, String name, ObjectNode inputs) {
        return new Resource("urn:pulumi:local::test::" + type + "::" + name, type, name, inputs, inputs.deepCopy());
    }

    private static ObjectNode created(String bucket, String key) {
        return (ObjectNode) json(
                "{\"bucket\": {\"name\": \"" + bucket + "\"}, \"object\": {\"key\": \"" + key + "\", \"size\": 1}}");
    }

    private static String quoted(String text) {
        return JSON.getNodeFactory().textNode(text).toString();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
