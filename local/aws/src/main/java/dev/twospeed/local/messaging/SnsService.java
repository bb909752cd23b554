package dev.twospeed.local.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.api.QueryService;
import dev.twospeed.local.iam.Access;
import dev.twospeed.local.resource.AwsError;
import dev.twospeed.local.resource.DataPlane;
import dev.twospeed.local.resource.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded SNS: a topic is a file with one JSON message a line, which stands for the mail that its subscribers get.
 */
public final class SnsService implements DataPlane, QueryService, Topics {
    private static final Logger LOG = LoggerFactory.getLogger(SnsService.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOPIC = "aws:sns/topic:Topic";
    private static final String SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";
    private static final Pattern SUBJECT = Pattern.compile("\\p{Print}{1,100}");
    private static final int MAX_MESSAGE = 256 * 1024;

    private final Path folder;
    private final SendingRights rights;
    private final Map<String, Resource> topics = new ConcurrentHashMap<>();
    private final Map<String, JsonNode> subscriptions = new ConcurrentHashMap<>();

    /**
     * @param folder for the messages, a file a topic
     * @param access decides who may publish
     */
    public SnsService(Path folder, Access access) {
        this.folder = folder;
        this.rights = new SendingRights(access, "sns");
    }

    @Override
    public Set<String> types() {
        return Set.of(TOPIC, SUBSCRIPTION);
    }

    @Override
    public ObjectNode create(Resource resource) {
        if (resource.type().equals(TOPIC)) {
            topics.put(resource.id(), resource);
        } else {
            var inputs = resource.inputs();
            if (!inputs.path("protocol").asText().startsWith("email")) {
                throw new AwsError(
                        400,
                        "InvalidParameter",
                        "The embedded SNS tells subscribers by e-mail only, which it writes to a file; the protocol is '"
                                + inputs.path("protocol").asText() + "'");
            }
            var unused = topic(inputs.path("topic").asText());
            subscriptions.put(resource.id(), inputs);
        }
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public ObjectNode update(Resource before, Resource after) {
        return create(after);
    }

    @Override
    public void delete(Resource resource) {
        subscriptions.remove(resource.id());
        if (topics.remove(resource.id()) != null) {
            try {
                Files.deleteIfExists(file(resource.id()));
            } catch (IOException e) {
                throw new UncheckedIOException("The messages of " + resource.id() + " could not be deleted", e);
            }
        }
    }

    @Override
    public void resume(Resource resource) {
        create(resource);
    }

    @Override
    public String apiVersion() {
        return "2010-03-31";
    }

    @Override
    public ObjectNode handle(String action, Map<String, String> parameters, String caller) {
        if (!action.equals("Publish")) {
            throw new AwsError(
                    400, "InvalidAction", "The embedded SNS does not serve " + action + "; it serves Publish");
        }
        var topic = parameters.getOrDefault("TopicArn", parameters.getOrDefault("TargetArn", ""));
        var id = publish(Sender.of(caller), topic, parameters.get("Subject"), parameters.getOrDefault("Message", ""));
        return JsonNodeFactory.instance.objectNode().put("MessageId", id);
    }

    @Override
    public String publish(Sender sender, String topicArn, @Nullable String subject, String message) {
        requirePublish(sender, topicArn);
        check(subject, message);
        var id = UUID.randomUUID().toString();
        var kept = JsonNodeFactory.instance
                .objectNode()
                .put("MessageId", id)
                .put("TopicArn", topicArn)
                .put("Timestamp", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString())
                .put("Publisher", sender.principal())
                .put("Subject", subject)
                .put("Message", message);
        var mailed = kept.putArray("MailedTo");
        subscriptions.values().stream()
                .filter(subscription -> subscription.path("topic").asText().equals(topicArn))
                .forEach(
                        subscription -> mailed.add(subscription.path("endpoint").asText()));
        keep(topicArn, kept);
        LOG.info("{} published to {}: {}", sender.principal(), topicArn, subject == null ? message : subject);
        return id;
    }

    /**
     * Passes if the sender may publish to a topic.
     *
     * @throws AwsError NotFound, AuthorizationError, KMSAccessDenied
     */
    public void requirePublish(Sender sender, String topicArn) {
        var key = topic(topicArn).inputs().path("kmsMasterKeyId").asText();
        try {
            rights.require(sender, "sns:Publish", topicArn, key);
        } catch (AwsError e) {
            throw e.code().equals("KMSAccessDenied")
                    ? e
                    : new AwsError(403, "AuthorizationError", String.valueOf(e.getMessage()));
        }
    }

    private static void check(@Nullable String subject, String message) {
        if (message.isEmpty()) {
            throw new AwsError(400, "InvalidParameter", "Invalid parameter: Empty message");
        }
        if (message.getBytes(StandardCharsets.UTF_8).length > MAX_MESSAGE) {
            throw new AwsError(400, "InvalidParameter", "Invalid parameter: Message too long");
        }
        if (subject != null && !SUBJECT.matcher(subject).matches()) {
            throw new AwsError(400, "InvalidParameter", "Invalid parameter: Subject");
        }
    }

    private Resource topic(String arn) {
        var topic = topics.get(arn);
        if (topic == null) {
            throw new AwsError(404, "NotFound", "Topic does not exist: " + arn);
        }
        return topic;
    }

    private synchronized void keep(String topicArn, ObjectNode message) {
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    file(topicArn),
                    JSON.writeValueAsString(message) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("The message to " + topicArn + " could not be kept in " + folder, e);
        }
    }

    private Path file(String topicArn) {
        return folder.resolve(topicArn.substring(topicArn.lastIndexOf(':') + 1) + ".jsonl");
    }
}
