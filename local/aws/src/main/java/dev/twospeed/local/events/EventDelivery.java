package dev.twospeed.local.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.iam.Access;
import dev.twospeed.local.lambda.FunctionInvoker;
import dev.twospeed.local.messaging.Queues;
import dev.twospeed.local.messaging.Sender;
import dev.twospeed.local.messaging.Topics;
import dev.twospeed.local.resource.AwsError;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events to the targets of rules: functions, topics and queues.
 *
 * <p>What a target refuses goes to its dead-letter queue if it has one and that lets the rule in, and else is lost, as on
 * AWS.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html">Dead-letter queues of
 *     EventBridge</a>
 */
final class EventDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(EventDelivery.class);

    private final FunctionInvoker functions;
    private final Access access;
    private final Topics topics;
    private final Queues queues;

    EventDelivery(FunctionInvoker functions, Access access, Topics topics, Queues queues) {
        this.functions = functions;
        this.access = access;
        this.topics = topics;
        this.queues = queues;
    }

    void deliver(EventTarget target, String ruleArn, ObjectNode event) {
        var payload = new String(target.payload(event), StandardCharsets.UTF_8);
        try {
            send(target.arn(), Sender.rule(ruleArn), payload);
        } catch (AwsError e) {
            LOG.warn("The rule {} could not deliver to {}: {}", target.rule(), target.arn(), e.getMessage());
            bury(target, ruleArn, payload, e);
        }
    }

    private void send(String target, Sender sender, String payload) {
        if (target.contains(":lambda:")) {
            access.check(sender.principal(), "lambda:InvokeFunction", target, sender.source());
            functions.invokeLater(target, payload.getBytes(StandardCharsets.UTF_8));
        } else if (target.contains(":sns:")) {
            var unused = topics.publish(sender, target, null, payload);
        } else if (target.contains(":sqs:")) {
            var unused = queues.send(sender, target, payload, Map.of());
        } else {
            throw new AwsError(
                    400,
                    "ValidationException",
                    "the embedded EventBridge takes events to functions, topics and queues");
        }
    }

    private void bury(EventTarget target, String ruleArn, String payload, AwsError error) {
        var queue = target.deadLetters();
        if (queue == null) {
            return;
        }
        var attributes = Map.of(
                "RULE_ARN", ruleArn,
                "TARGET_ARN", target.arn(),
                "ERROR_CODE", error.code(),
                "ERROR_MESSAGE", String.valueOf(error.getMessage()));
        try {
            var unused = queues.send(Sender.rule(ruleArn), queue, payload, attributes);
        } catch (AwsError e) {
            LOG.warn("The rule {} could not keep an event in {}: {}", target.rule(), queue, e.getMessage());
        }
    }
}
