package dev.twospeed.local.events;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.iam.Access;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.lambda.FunctionInvoker;
import dev.twospeed.local.messaging.Queues;
import dev.twospeed.local.messaging.Topics;
import dev.twospeed.local.resource.AwsError;
import dev.twospeed.local.resource.DataPlane;
import dev.twospeed.local.resource.Resource;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The embedded EventBridge: rules on the default bus, by pattern or by schedule, with functions, topics and queues as
 * targets.
 */
public final class EventBus implements EventSink, DataPlane, AutoCloseable {
    private static final String RULE = "aws:cloudwatch/eventRule:EventRule";
    private static final String TARGET = "aws:cloudwatch/eventTarget:EventTarget";

    private final EventDelivery delivery;
    private final String region;
    private final Map<String, EventRule> rules = new ConcurrentHashMap<>();
    private final Map<String, EventTarget> targets = new ConcurrentHashMap<>();
    private final Map<String, Future<?>> timers = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "event-schedules");
        thread.setDaemon(true);
        return thread;
    });

    /** A bus whose functions are invoked asynchronously. */
    public EventBus(FunctionInvoker functions, Access access, Topics topics, Queues queues, String region) {
        this.delivery = new EventDelivery(functions, access, topics, queues);
        this.region = region;
    }

    @Override
    public Set<String> types() {
        return Set.of(RULE, TARGET);
    }

    @Override
    public ObjectNode create(Resource resource) {
        if (resource.type().equals(RULE)) {
            var rule = EventRule.of(name(resource), resource.inputs());
            rules.put(rule.name(), rule);
            schedule(rule);
        } else {
            var target = EventTarget.of(resource.inputs());
            if (!rules.containsKey(target.rule())) {
                throw new AwsError(
                        400,
                        "ResourceNotFoundException",
                        "Rule " + target.rule() + " does not exist on EventBus default.");
            }
            targets.put(resource.id(), target);
        }
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public ObjectNode update(Resource before, Resource after) {
        return create(after);
    }

    @Override
    public void delete(Resource resource) {
        if (resource.type().equals(RULE)) {
            var told = targets.values().stream()
                    .filter(target -> target.rule().equals(name(resource)))
                    .count();
            if (told > 0) {
                throw new AwsError(
                        400,
                        "ValidationException",
                        "Rule " + name(resource) + " can't be deleted since it has targets: " + told);
            }
            rules.remove(name(resource));
            stopTimer(name(resource));
        } else {
            targets.remove(resource.id());
        }
    }

    @Override
    public void resume(Resource resource) {
        create(resource);
    }

    @Override
    public void publish(String source, String detailType, ObjectNode detail) {
        var event = envelope(source, detailType, detail);
        var text = event.toString();
        rules.values().stream().filter(rule -> rule.takes(text)).forEach(rule -> deliver(rule, event));
    }

    private void deliver(EventRule rule, ObjectNode event) {
        targets.values().stream()
                .filter(target -> target.rule().equals(rule.name()))
                .forEach(target -> delivery.deliver(target, arn(rule), event));
    }

    private String arn(EventRule rule) {
        return "arn:aws:events:" + region + ":" + AccessKeys.ACCOUNT + ":rule/" + rule.name();
    }

    private void schedule(EventRule rule) {
        stopTimer(rule.name());
        if (!rule.enabled()) {
            return;
        }
        rule.schedule()
                .flatMap(schedule -> schedule.nextAfter(ZonedDateTime.now(ZoneOffset.UTC)))
                .ifPresent(next -> {
                    var wait = Duration.between(Instant.now(), next.toInstant());
                    timers.put(
                            rule.name(),
                            clock.schedule(
                                    () -> fire(rule.name()), Math.max(0, wait.toMillis()), TimeUnit.MILLISECONDS));
                });
    }

    private void fire(String name) {
        var rule = rules.get(name);
        if (rule != null && rule.enabled()) {
            deliver(rule, envelope("aws.events", "Scheduled Event", JsonNodeFactory.instance.objectNode()));
            schedule(rule);
        }
    }

    private void stopTimer(String rule) {
        var timer = timers.remove(rule);
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private ObjectNode envelope(String source, String detailType, ObjectNode detail) {
        var event = JsonNodeFactory.instance.objectNode();
        event.put("version", "0");
        event.put("id", UUID.randomUUID().toString());
        event.put("detail-type", detailType);
        event.put("source", source);
        event.put("account", AccessKeys.ACCOUNT);
        event.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        event.put("region", region);
        var resources = event.putArray("resources");
        if (source.equals("aws.s3")) {
            resources.add("arn:aws:s3:::" + detail.path("bucket").path("name").asText());
        }
        event.set("detail", detail);
        return event;
    }

    private static String name(Resource resource) {
        return resource.outputs()
                .path("name")
                .asText(resource.inputs().path("name").asText(resource.id()));
    }

    /** Stops the schedules. */
    @Override
    public void close() {
        clock.shutdownNow();
    }
}
