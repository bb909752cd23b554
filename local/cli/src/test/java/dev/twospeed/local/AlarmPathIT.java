package dev.twospeed.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.budgets.BudgetsService;
import dev.twospeed.local.cloud.Environment;
import dev.twospeed.local.cloudwatch.CloudWatchService;
import dev.twospeed.local.events.EventBus;
import dev.twospeed.local.iam.Access;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.iam.Policies;
import dev.twospeed.local.lambda.FunctionInvoker;
import dev.twospeed.local.messaging.SnsService;
import dev.twospeed.local.messaging.SqsService;
import dev.twospeed.local.metrics.Metrics;
import dev.twospeed.local.pulumi.PulumiCli;
import dev.twospeed.local.pulumi.PulumiSetting;
import dev.twospeed.local.pulumi.StackCommand;
import dev.twospeed.local.rds.DatabaseEvents;
import dev.twospeed.local.resource.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether each producer's message arrives at the topic, with the policies that the foundation stack deployed. */
class AlarmPathIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> PRODUCERS = Set.of(
            "cloudwatch.amazonaws.com", "events.amazonaws.com", "events.rds.amazonaws.com", "budgets.amazonaws.com");
    private static final FunctionInvoker NO_FUNCTIONS = new FunctionInvoker() {
        @Override
        public Result invoke(String function, byte[] payload) {
            throw new AssertionError("no function is a target");
        }

        @Override
        public void invokeLater(String function, byte[] payload) {
            throw new AssertionError("no function is a target");
        }
    };

    private static CheckoutCopy checkout;
    private static Resource topic;
    private static Resource topicPolicy;
    private static Resource key;

    @TempDir
    Path folder;

    @BeforeAll
    static void deployFoundation() throws Exception {
        checkout = CheckoutCopy.make("alarm-path");
        Files.createDirectories(checkout.root().resolve(".twospeed/state"));
        try (var aws = EmbeddedAws.start(checkout.root())) {
            var cli = PulumiCli.find(Environment.cache(), checkout.root().resolve("tools/pulumi"), line -> {});
            var setting =
                    PulumiSetting.embedded(cli, checkout.root(), aws.running().providerPort());
            new StackCommand(setting, checkout.root(), Environment.LOCAL).up(line -> {});
        }
        topic = deployed("aws:sns/topic:Topic");
        topicPolicy = deployed("aws:sns/topicPolicy:TopicPolicy");
        key = deployed("aws:kms/key:Key");
    }

    @AfterAll
    static void deleteCheckout() {
        checkout.close();
    }

    @Test
    void shouldReceiveEveryProducersMessage_whenPoliciesAreAsDeployed() throws Exception {
        assertThat(publishers(topicPolicy, key)).isEqualTo(PRODUCERS);
    }

    @ParameterizedTest
    @CsvSource({
        "Alarms, cloudwatch.amazonaws.com",
        "Rules, events.amazonaws.com",
        "DatabaseEvents, events.rds.amazonaws.com",
        "Budgets, budgets.amazonaws.com"
    })
    void shouldMissOneProducersMessage_whenItsStatementOfTheTopicIsTakenAway(String statement, String producer)
            throws Exception {
        assertThat(publishers(without(topicPolicy, statement), key)).isEqualTo(allBut(producer));
    }

    @ParameterizedTest
    @CsvSource({
        "Publishcloudwatch, cloudwatch.amazonaws.com",
        "Publishevents, events.amazonaws.com",
        "Publisheventsrds, events.rds.amazonaws.com",
        "Publishbudgets, budgets.amazonaws.com"
    })
    void shouldMissOneProducersMessage_whenItsStatementOfTheKeyIsTakenAway(String statement, String producer)
            throws Exception {
        assertThat(publishers(topicPolicy, without(key, statement))).isEqualTo(allBut(producer));
    }

    /** Lets every producer publish once, and answers whose messages are in the topic's file. */
    private Set<String> publishers(Resource policy, Resource keyWithPolicy) throws Exception {
        var policies = new Policies(EmbeddedAws.REGION);
        policies.create(keyWithPolicy);
        policies.create(policy);
        var access = new Access(policies, EmbeddedAws.REGION);
        var sns = new SnsService(folder, access);
        sns.create(topic);
        alarm(sns, access);
        rule(sns, new SqsService(folder.resolve("sqs"), access), access);
        databaseEvent(sns);
        budget(sns);
        var file = folder.resolve(topic.outputs().path("name").asText() + ".jsonl");
        var publishers = new TreeSet<String>();
        for (var line : Files.readAllLines(file)) {
            var message = JSON.readTree(line);
            assertThat(message.path("Message").asText()).isNotBlank();
            publishers.add(message.path("Publisher").asText());
        }
        return publishers;
    }

    private static void alarm(SnsService sns, Access access) {
        var alarms = new CloudWatchService(sns, access, EmbeddedAws.REGION, new Metrics(Clock.systemUTC()));
        var inputs = node().put("name", "late");
        inputs.putArray("alarmActions").add(topic.id());
        alarms.create(resource("aws:cloudwatch/metricAlarm:MetricAlarm", "late", inputs, "cloudwatch", "alarm:late"));
        var unused = alarms.handle(
                "SetAlarmState",
                Map.of("AlarmName", "late", "StateValue", "ALARM", "StateReason", "a test"),
                AccessKeys.OPERATOR);
    }

    private static void rule(SnsService sns, SqsService sqs, Access access) {
        try (var bus = new EventBus(NO_FUNCTIONS, access, sns, sqs, EmbeddedAws.REGION)) {
            var rule = node().put("name", "failures").put("eventPattern", "{\"source\":[\"aws.glue\"]}");
            bus.create(resource("aws:cloudwatch/eventRule:EventRule", "failures", rule, "events", "rule/failures"));
            var target = node().put("rule", "failures").put("arn", topic.id());
            bus.create(resource("aws:cloudwatch/eventTarget:EventTarget", "failures-t", target, "events", "none"));
            bus.publish("aws.glue", "Glue Job State Change", node().put("state", "FAILED"));
        }
    }

    private static void databaseEvent(SnsService sns) {
        var events = new DatabaseEvents(sns, EmbeddedAws.REGION);
        var subscription = node().put("snsTopic", topic.id()).put("sourceType", "db-instance");
        // Taken up rather than made: RDS makes none that could not publish.
        events.resume(resource("aws:rds/eventSubscription:EventSubscription", "s", subscription, "rds", "es:s"));
        events.tell(
                resource("aws:rds/instance:Instance", "db-1", node().put("identifier", "vectors"), "rds", "db:vectors"),
                "RDS-EVENT-0006",
                "availability",
                "DB instance restarted");
    }

    private static void budget(SnsService sns) {
        var budgets = new BudgetsService(sns);
        var inputs = node().put("name", "monthly").put("limitAmount", "100");
        var notification = inputs.putArray("notifications")
                .addObject()
                .put("notificationType", "ACTUAL")
                .put("comparisonOperator", "GREATER_THAN")
                .put("thresholdType", "PERCENTAGE")
                .put("threshold", 80);
        notification.putArray("subscriberSnsTopicArns").add(topic.id());
        budgets.create(resource("aws:budgets/budget:Budget", "b", inputs, "budgets", "budget/monthly"));
        budgets.bill(79, 90);
        budgets.bill(81, 90);
    }

    private static Resource without(Resource resource, String sid) throws IOException {
        var policy = (ObjectNode) JSON.readTree(resource.inputs().path("policy").asText());
        var kept = policy.arrayNode();
        policy.path("Statement").forEach(statement -> {
            if (!statement.path("Sid").asText().equals(sid)) {
                kept.add(statement);
            }
        });
        assertThat(kept.size()).as(sid).isEqualTo(policy.path("Statement").size() - 1);
        policy.set("Statement", (ArrayNode) kept);
        var inputs = resource.inputs().deepCopy().put("policy", policy.toString());
        var outputs = resource.outputs().deepCopy().put("policy", policy.toString());
        return new Resource(resource.urn(), resource.type(), resource.id(), inputs, outputs);
    }

    private static Set<String> allBut(String producer) {
        var others = new TreeSet<>(PRODUCERS);
        others.remove(producer);
        return others;
    }

    private static Resource resource(String type, String id, ObjectNode inputs, String service, String name) {
        var arn = "arn:aws:" + service + ":" + EmbeddedAws.REGION + ":" + AccessKeys.ACCOUNT + ":" + name;
        return new Resource(
                "urn:pulumi:local::test::" + type + "::" + id,
                type,
                id,
                inputs,
                inputs.deepCopy().put("arn", arn));
    }

    private static Resource deployed(String type) throws IOException {
        var found = new ArrayList<Resource>();
        try (var files = Files.newDirectoryStream(checkout.root().resolve(".twospeed/aws/resources"), "*.json")) {
            for (var file : files) {
                var document = JSON.readTree(file.toFile());
                if (document.path("type").asText().equals(type)) {
                    found.add(new Resource(
                            document.path("urn").asText(),
                            type,
                            document.path("id").asText(),
                            object(document, "inputs"),
                            object(document, "outputs")));
                }
            }
        }
        assertThat(found).as(type).hasSize(1);
        return found.get(0);
    }

    private static ObjectNode object(JsonNode document, String name) {
        return (ObjectNode) document.path(name);
    }

    private static ObjectNode node() {
        return JsonNodeFactory.instance.objectNode();
    }
}
