package dev.twospeed.local.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.api.ApiServer;
import dev.twospeed.local.cloudwatch.CloudWatchService;
import dev.twospeed.local.events.EventBus;
import dev.twospeed.local.iam.Access;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.iam.Policies;
import dev.twospeed.local.lambda.FunctionInvoker;
import dev.twospeed.local.metrics.Metrics;
import dev.twospeed.local.resource.AwsError;
import dev.twospeed.local.resource.Resource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.AuthorizationErrorException;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** Topics, queues and alarms through AWS's own clients. */
class MessagingTest {
    private static final String REGION = "us-east-1";
    private static final String TOPIC = "arn:aws:sns:us-east-1:000000000000:alarms";
    private static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:failures";
    private static final String QUEUE_URL = "https://sqs.us-east-1.amazonaws.com/000000000000/failures";
    private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:load";
    private static final String ROLE = "arn:aws:iam::000000000000:role/reader";

    @TempDir
    Path folder;

    private final Policies policies = new Policies(REGION);
    private final Access access = new Access(policies, REGION);
    private AccessKeys keys;
    private SnsService sns;
    private SqsService sqs;
    private ApiServer api;

    @BeforeEach
    void start() {
        keys = AccessKeys.open(folder);
        sns = new SnsService(folder.resolve("sns"), access);
        sqs = new SqsService(folder.resolve("sqs"), access);
        var alarms = new CloudWatchService(sns, access, REGION, new Metrics(Clock.systemUTC()));
        api = new ApiServer(0, keys, List.of(sqs));
        api.query(sns);
        api.query(alarms);
        sns.create(resource("aws:sns/topic:Topic", TOPIC, TOPIC, node()));
        sqs.create(resource("aws:sqs/queue:Queue", QUEUE_URL, QUEUE, node().put("visibilityTimeoutSeconds", 600)));
        var alarm = node();
        alarm.putArray("alarmActions").add(TOPIC);
        alarm.putArray("okActions").add(TOPIC);
        alarms.create(resource(
                "aws:cloudwatch/metricAlarm:MetricAlarm",
                "late",
                "arn:aws:cloudwatch:us-east-1:000000000000:alarm:late",
                alarm));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void shouldKeepTheMessage_whenTheOperatorPublishes() throws Exception {
        try (var client = prepared(SnsClient.builder(), AccessKeys.OPERATOR).build()) {
            assertThat(client.publish(r -> r.topicArn(TOPIC).subject("Hello").message("<all> & more"))
                            .messageId())
                    .isNotBlank();
            assertThatThrownBy(() -> client.publish(r -> r.topicArn(TOPIC + "2").message("lost")))
                    .isInstanceOf(NotFoundException.class);
        }

        var message =
                new ObjectMapper().readTree(folder.resolve("sns/alarms.jsonl").toFile());
        assertThat(message.path("Subject").asText()).isEqualTo("Hello");
        assertThat(message.path("Message").asText()).isEqualTo("<all> & more");
    }

    @Test
    void shouldRefuseARole_whenNoPolicyLetsItPublish() {
        try (var client = prepared(SnsClient.builder(), ROLE).build()) {
            assertThatThrownBy(() -> client.publish(r -> r.topicArn(TOPIC).message("hello")))
                    .isInstanceOf(AuthorizationErrorException.class)
                    .hasMessageContaining("is not authorized to perform: sns:Publish on resource: " + TOPIC);
        }
        assertThat(folder.resolve("sns/alarms.jsonl")).doesNotExist();
    }

    @Test
    void shouldTellTheTopicOnce_whenAnAlarmChangesItsState() throws Exception {
        policies.create(topicPolicy("cloudwatch.amazonaws.com"));
        try (var client =
                prepared(CloudWatchClient.builder(), AccessKeys.OPERATOR).build()) {
            for (var state : List.of(StateValue.ALARM, StateValue.ALARM, StateValue.OK)) {
                client.setAlarmState(r -> r.alarmName("late").stateValue(state).stateReason("a test"));
            }
            assertThat(client.describeAlarms(r -> r.alarmNames("late")).metricAlarms())
                    .singleElement()
                    .satisfies(alarm -> assertThat(alarm.stateValue()).isEqualTo(StateValue.OK));
        }

        assertThat(Files.readAllLines(folder.resolve("sns/alarms.jsonl")))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .contains(
                                        "\"ALARM: \\\"late\\\" in us-east-1\"", "\\\"NewStateValue\\\":\\\"ALARM\\\""),
                        second -> assertThat(second).contains("\"OK: \\\"late\\\" in us-east-1\""));
    }

    @Test
    void shouldHideAndDeleteMessages_whenTheyAreReceived() {
        try (var client = prepared(SqsClient.builder(), AccessKeys.OPERATOR).build()) {
            client.sendMessage(r -> r.queueUrl(QUEUE_URL).messageBody("first"));
            var received = client.receiveMessage(r -> r.queueUrl(QUEUE_URL).maxNumberOfMessages(10))
                    .messages();
            assertThat(received)
                    .singleElement()
                    .satisfies(m -> assertThat(m.body()).isEqualTo("first"));
            assertThat(client.receiveMessage(r -> r.queueUrl(QUEUE_URL)).messages())
                    .isEmpty();

            client.deleteMessage(
                    r -> r.queueUrl(QUEUE_URL).receiptHandle(received.get(0).receiptHandle()));
            assertThat(folder.resolve("sqs/failures")).isEmptyDirectory();
            assertThatThrownBy(() ->
                            client.sendMessage(r -> r.queueUrl(QUEUE_URL + "2").messageBody("lost")))
                    .isInstanceOf(QueueDoesNotExistException.class);
        }
    }

    @Test
    void shouldKeepMessages_whenTakenUpAgain() {
        var unused = sqs.send(Sender.of(AccessKeys.OPERATOR), QUEUE, "kept", java.util.Map.of());

        var again = new Queue(folder.resolve("sqs/failures"), resource("t", QUEUE_URL, QUEUE, node()));

        assertThat(again.counts().visible()).isEqualTo(1);
    }

    @Test
    void shouldBuryTheEvent_whenTheTargetRefusesIt() {
        policies.create(queuePolicy());
        policies.create(resource(
                "aws:lambda/permission:Permission",
                "rules",
                "",
                node().put("statementId", "rules")
                        .put("action", "lambda:InvokeFunction")
                        .put("function", FUNCTION)
                        .put("principal", "events.amazonaws.com")));
        var refusing = new FunctionInvoker() {
            @Override
            public Result invoke(String function, byte[] payload) {
                throw new AssertionError("events are asynchronous");
            }

            @Override
            public void invokeLater(String function, byte[] payload) {
                throw new AwsError(404, "ResourceNotFoundException", "Function not found: " + function);
            }
        };
        try (var bus = new EventBus(refusing, access, sns, sqs, REGION);
                var client = prepared(SqsClient.builder(), AccessKeys.OPERATOR).build()) {
            bus.create(resource(
                    "aws:cloudwatch/eventRule:EventRule",
                    "models",
                    "arn:aws:events:us-east-1:000000000000:rule/models",
                    node().put("name", "models").put("eventPattern", "{\"source\":[\"aws.s3\"]}")));
            var target = node().put("rule", "models").put("arn", FUNCTION).put("input", "{\"x\":1}");
            target.putObject("deadLetterConfig").put("arn", QUEUE);
            bus.create(resource("aws:cloudwatch/eventTarget:EventTarget", "t", "", target));
            bus.publish("aws.s3", "Object Created", node());

            assertThat(client.receiveMessage(r -> r.queueUrl(QUEUE_URL).messageAttributeNames("All"))
                            .messages())
                    .singleElement()
                    .satisfies(message -> {
                        assertThat(message.body()).isEqualTo("{\"x\":1}");
                        assertThat(message.messageAttributes().get("ERROR_CODE").stringValue())
                                .isEqualTo("ResourceNotFoundException");
                    });
        }
    }

    private static Resource topicPolicy(String service) {
        return resource(
                "aws:sns/topicPolicy:TopicPolicy",
                TOPIC,
                TOPIC,
                node().put("arn", TOPIC).put("policy", policy(service, "sns:Publish", TOPIC)));
    }

    private static Resource queuePolicy() {
        return resource(
                "aws:sqs/queuePolicy:QueuePolicy",
                QUEUE_URL,
                QUEUE,
                node().put("queueUrl", QUEUE_URL)
                        .put("policy", policy("events.amazonaws.com", "sqs:SendMessage", QUEUE)));
    }

    private static String policy(String service, String action, String resource) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\""
                + service + "\"},\"Action\":\"" + action + "\",\"Resource\":\"" + resource + "\"}]}";
    }

    private <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B prepared(B builder, String principal) {
        var key = keys.of(principal);
        return builder.region(Region.US_EAST_1)
                .endpointOverride(api.endpoint())
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret())));
    }

    private static Resource resource(String type, String id, String arn, ObjectNode inputs) {
        return new Resource(
                "urn:pulumi:local::test::" + type + "::x",
                type,
                id,
                inputs,
                inputs.deepCopy().put("arn", arn).put("name", id));
    }

    private static ObjectNode node() {
        return JsonNodeFactory.instance.objectNode();
    }
}
