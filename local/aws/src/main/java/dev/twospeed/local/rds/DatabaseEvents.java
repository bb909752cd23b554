package dev.twospeed.local.rds;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.messaging.Sender;
import dev.twospeed.local.messaging.SnsService;
import dev.twospeed.local.resource.AwsError;
import dev.twospeed.local.resource.DataPlane;
import dev.twospeed.local.resource.Resource;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Event subscriptions of the embedded RDS: topics that are told what happens to instances.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html">RDS: categories and
 *     messages</a>
 */
public final class DatabaseEvents implements DataPlane {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseEvents.class);
    private static final String SUBSCRIPTION = "aws:rds/eventSubscription:EventSubscription";
    private static final String SERVICE = "events.rds.amazonaws.com";
    private static final String SUBJECT = "RDS Notification Message";

    private final SnsService topics;
    private final String region;
    private final Map<String, Resource> subscriptions = new ConcurrentHashMap<>();

    /** Subscriptions of these topics. */
    public DatabaseEvents(SnsService topics, String region) {
        this.topics = topics;
        this.region = region;
    }

    @Override
    public Set<String> types() {
        return Set.of(SUBSCRIPTION);
    }

    /** RDS asks at once whether it may publish, and makes no subscription that would be silent. */
    @Override
    public ObjectNode create(Resource resource) {
        var topic = resource.inputs().path("snsTopic").asText();
        try {
            topics.requirePublish(
                    Sender.service(SERVICE, resource.outputs().path("arn").asText()), topic);
        } catch (AwsError e) {
            throw new AwsError(
                    400,
                    e.code().equals("NotFound") ? "SNSTopicArnNotFound" : "SNSNoAuthorization",
                    "RDS cannot publish to " + topic + ": " + e.getMessage());
        }
        subscriptions.put(resource.id(), resource);
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public ObjectNode update(Resource before, Resource after) {
        return create(after);
    }

    @Override
    public void delete(Resource resource) {
        subscriptions.remove(resource.id());
    }

    @Override
    public void resume(Resource resource) {
        subscriptions.put(resource.id(), resource);
    }

    /**
     * Tells who subscribed.
     *
     * @param event such as {@code RDS-EVENT-0006}
     * @param category such as {@code availability}
     */
    public void tell(Resource instance, String event, String category, String message) {
        var identifier = instance.outputs().path("identifier").asText(instance.id());
        var arn = instance.outputs().path("arn").asText();
        subscriptions.values().stream()
                .filter(subscription -> isMeant(subscription.inputs(), identifier, category))
                .forEach(subscription -> tell(subscription, arn, identifier, event, message));
    }

    private void tell(Resource subscription, String arn, String identifier, String event, String message) {
        var text = JsonNodeFactory.instance
                .objectNode()
                .put("Event Source", "db-instance")
                .put("Event Time", Instant.now().toString())
                .put(
                        "Identifier Link",
                        "https://console.aws.amazon.com/rds/home?region=" + region + "#dbinstance:id=" + identifier)
                .put("Source ID", identifier)
                .put("Source ARN", arn)
                .put(
                        "Event ID",
                        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html#" + event)
                .put("Event Message", message);
        var topic = subscription.inputs().path("snsTopic").asText();
        try {
            var unused = topics.publish(Sender.service(SERVICE, arn), topic, SUBJECT, text.toString());
        } catch (AwsError e) {
            LOG.warn("The event subscription {} could not tell {}: {}", subscription.id(), topic, e.getMessage());
        }
    }

    private static boolean isMeant(ObjectNode inputs, String identifier, String category) {
        var source = inputs.path("sourceType").asText();
        return inputs.path("enabled").asBoolean(true)
                && (source.isEmpty() || source.equals("db-instance"))
                && holdsOrIsEmpty(inputs, "sourceIds", identifier)
                && holdsOrIsEmpty(inputs, "eventCategories", category);
    }

    private static boolean holdsOrIsEmpty(ObjectNode inputs, String list, String value) {
        var values = inputs.path(list);
        return values.isEmpty()
                || StreamSupport.stream(values.spliterator(), false)
                        .anyMatch(node -> node.asText().equals(value));
    }
}
