package dev.twospeed.local.messaging;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.api.JsonService;
import dev.twospeed.local.iam.Access;
import dev.twospeed.local.resource.AwsError;
import dev.twospeed.local.resource.DataPlane;
import dev.twospeed.local.resource.Resource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The embedded SQS: standard queues, for what was given up elsewhere. */
public final class SqsService implements DataPlane, JsonService, Queues {
    private static final String QUEUE = "aws:sqs/queue:Queue";
    private static final int MAX_RECEIVED = 10;
    private static final int MAX_WAIT_SECONDS = 20;

    private final Path folder;
    private final Access access;
    private final SendingRights rights;
    private final Map<String, Queue> byArn = new ConcurrentHashMap<>();

    /**
     * @param folder for the messages, a folder a queue
     * @param access decides who may send and receive
     */
    public SqsService(Path folder, Access access) {
        this.folder = folder;
        this.access = access;
        this.rights = new SendingRights(access, "sqs");
    }

    @Override
    public Set<String> types() {
        return Set.of(QUEUE);
    }

    @Override
    public ObjectNode create(Resource resource) {
        if (resource.inputs().path("fifoQueue").asBoolean()) {
            throw new AwsError(400, "UnsupportedOperation", "The embedded SQS has standard queues only");
        }
        var arn = resource.outputs().path("arn").asText();
        byArn.put(arn, new Queue(folder.resolve(arn.substring(arn.lastIndexOf(':') + 1)), resource));
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public ObjectNode update(Resource before, Resource after) {
        byArn(after.outputs().path("arn").asText()).change(after);
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public void delete(Resource resource) {
        var queue = byArn.remove(resource.outputs().path("arn").asText());
        if (queue != null) {
            queue.deleteAll();
        }
    }

    @Override
    public void resume(Resource resource) {
        create(resource);
    }

    @Override
    public String send(Sender sender, String queueArn, String body, Map<String, String> attributes) {
        var queue = byArn(queueArn);
        rights.require(sender, "sqs:SendMessage", queueArn, queue.key());
        return queue.send(body, attributes);
    }

    @Override
    public String targetPrefix() {
        return "AmazonSQS";
    }

    @Override
    public ObjectNode handle(String operation, ObjectNode request, String caller) {
        return switch (operation) {
            case "GetQueueUrl" -> queueUrl(request, caller);
            case "SendMessage" -> send(request, caller);
            case "ReceiveMessage" -> receive(request, caller);
            case "DeleteMessage" -> delete(request, caller);
            case "GetQueueAttributes" -> attributes(request, caller);
            default ->
                throw new AwsError(
                        400,
                        "UnknownOperationException",
                        "The embedded SQS does not serve " + operation + "; it serves GetQueueUrl, SendMessage,"
                                + " ReceiveMessage, DeleteMessage and GetQueueAttributes");
        };
    }

    private ObjectNode queueUrl(ObjectNode request, String caller) {
        var name = request.path("QueueName").asText();
        var queue = byArn.values().stream()
                .filter(candidate -> candidate.arn().endsWith(":" + name))
                .findFirst()
                .orElseThrow(() -> absent(name));
        access.check(caller, "sqs:GetQueueUrl", queue.arn(), Map.of());
        return JsonNodeFactory.instance.objectNode().put("QueueUrl", queue.url());
    }

    private ObjectNode send(ObjectNode request, String caller) {
        var attributes = new TreeMap<String, String>();
        for (var attribute : request.path("MessageAttributes").properties()) {
            attributes.put(
                    attribute.getKey(), attribute.getValue().path("StringValue").asText());
        }
        var body = request.path("MessageBody").asText();
        var id = send(Sender.of(caller), byUrl(request).arn(), body, attributes);
        var answer =
                JsonNodeFactory.instance.objectNode().put("MessageId", id).put("MD5OfMessageBody", Checksums.of(body));
        if (!attributes.isEmpty()) {
            answer.put("MD5OfMessageAttributes", Checksums.of(attributes));
        }
        return answer;
    }

    private ObjectNode receive(ObjectNode request, String caller) {
        var queue = byUrl(request);
        access.check(caller, "sqs:ReceiveMessage", queue.arn(), Map.of());
        rights.requireKey(Sender.of(caller), "kms:Decrypt", queue.arn(), queue.key());
        var most = number(request, "MaxNumberOfMessages", 1, 1, MAX_RECEIVED);
        var wait = Duration.ofSeconds(number(request, "WaitTimeSeconds", 0, 0, MAX_WAIT_SECONDS));
        var hidden = request.has("VisibilityTimeout")
                ? Duration.ofSeconds(request.path("VisibilityTimeout").asInt())
                : queue.visibilityTimeout();
        var answer = JsonNodeFactory.instance.objectNode();
        try {
            for (var received : queue.receive(most, wait, hidden)) {
                describe(received, answer.withArray("Messages").addObject());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AwsError(503, "ServiceUnavailable", "The embedded AWS is stopping");
        }
        return answer;
    }

    private static void describe(Queue.Received received, ObjectNode answer) {
        var message = received.message();
        answer.put("MessageId", message.id())
                .put("ReceiptHandle", received.receipt())
                .put("Body", message.body())
                .put("MD5OfBody", Checksums.of(message.body()));
        answer.putObject("Attributes")
                .put("SentTimestamp", String.valueOf(message.sentMillis()))
                .put("ApproximateReceiveCount", String.valueOf(message.receives()));
        if (message.attributes().isEmpty()) {
            return;
        }
        answer.put("MD5OfMessageAttributes", Checksums.of(message.attributes()));
        var attributes = answer.putObject("MessageAttributes");
        message.attributes()
                .forEach((name, value) ->
                        attributes.putObject(name).put("DataType", "String").put("StringValue", value));
    }

    private ObjectNode delete(ObjectNode request, String caller) {
        var queue = byUrl(request);
        access.check(caller, "sqs:DeleteMessage", queue.arn(), Map.of());
        queue.delete(request.path("ReceiptHandle").asText());
        return JsonNodeFactory.instance.objectNode();
    }

    private ObjectNode attributes(ObjectNode request, String caller) {
        var queue = byUrl(request);
        access.check(caller, "sqs:GetQueueAttributes", queue.arn(), Map.of());
        var counts = queue.counts();
        var answer = JsonNodeFactory.instance.objectNode();
        answer.putObject("Attributes")
                .put("QueueArn", queue.arn())
                .put("ApproximateNumberOfMessages", String.valueOf(counts.visible()))
                .put("ApproximateNumberOfMessagesNotVisible", String.valueOf(counts.hidden()));
        return answer;
    }

    private static int number(ObjectNode request, String name, int otherwise, int least, int most) {
        var value = request.path(name).asInt(otherwise);
        if (value < least || value > most) {
            throw new AwsError(
                    400,
                    "InvalidParameterValue",
                    "Value " + value + " for parameter " + name + " is invalid. Reason: Must be between " + least
                            + " and " + most + ", if provided.");
        }
        return value;
    }

    private Queue byUrl(ObjectNode request) {
        var url = request.path("QueueUrl").asText();
        return byArn.values().stream()
                .filter(queue -> queue.url().equals(url))
                .findFirst()
                .orElseThrow(() -> absent(url));
    }

    private Queue byArn(String arn) {
        var queue = byArn.get(arn);
        if (queue == null) {
            throw absent(arn);
        }
        return queue;
    }

    private static AwsError absent(String queue) {
        return new AwsError(400, "QueueDoesNotExist", "The specified queue does not exist: " + queue);
    }
}
