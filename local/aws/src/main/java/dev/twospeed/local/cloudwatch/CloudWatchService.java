package dev.twospeed.local.cloudwatch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.api.QueryService;
import dev.twospeed.local.iam.Access;
import dev.twospeed.local.messaging.Sender;
import dev.twospeed.local.messaging.Topics;
import dev.twospeed.local.metrics.Metrics;
import dev.twospeed.local.resource.AwsError;
import dev.twospeed.local.resource.DataPlane;
import dev.twospeed.local.resource.Resource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded CloudWatch: metrics of the last three hours, and alarms whose states are set through its API
 * ({@code SetAlarmState}) and tell topics.
 *
 * <p>Alarms evaluate no metrics: a state lasts until another is set, or the embedded AWS is started again.
 */
public final class CloudWatchService implements DataPlane, QueryService {
    private static final Logger LOG = LoggerFactory.getLogger(CloudWatchService.class);
    private static final String ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
    private static final String SERVICE = "cloudwatch.amazonaws.com";

    private final Topics topics;
    private final Access access;
    private final String region;
    private final Metrics metrics;
    private final Map<String, Alarm> alarms = new ConcurrentHashMap<>();

    /** Alarms that tell these topics, and metrics that others add values to. */
    public CloudWatchService(Topics topics, Access access, String region, Metrics metrics) {
        this.metrics = metrics;
        this.topics = topics;
        this.access = access;
        this.region = region;
    }

    @Override
    public Set<String> types() {
        return Set.of(ALARM);
    }

    @Override
    public ObjectNode create(Resource resource) {
        alarms.put(resource.id(), Alarm.of(resource));
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public ObjectNode update(Resource before, Resource after) {
        return create(after);
    }

    @Override
    public void delete(Resource resource) {
        alarms.remove(resource.id());
    }

    @Override
    public void resume(Resource resource) {
        create(resource);
    }

    @Override
    public String apiVersion() {
        return "2010-08-01";
    }

    @Override
    public ObjectNode handle(String action, Map<String, String> parameters, String caller) {
        return switch (action) {
            case "SetAlarmState" -> setState(parameters, caller);
            case "DescribeAlarms" -> describe(parameters, caller);
            case "GetMetricData" -> {
                access.check(caller, "cloudwatch:GetMetricData", "*", Map.of());
                yield new MetricData(metrics, parameters).answer();
            }
            default ->
                throw new AwsError(
                        400,
                        "InvalidAction",
                        "The embedded CloudWatch does not serve " + action
                                + "; it serves SetAlarmState, DescribeAlarms and GetMetricData");
        };
    }

    private ObjectNode setState(Map<String, String> parameters, String caller) {
        var state = parameters.getOrDefault("StateValue", "");
        if (!Alarm.isState(state)) {
            throw new AwsError(
                    400, "ValidationError", "StateValue is '" + state + "'; allowed: OK, ALARM, INSUFFICIENT_DATA");
        }
        var name = parameters.getOrDefault("AlarmName", "");
        var before = alarms.get(name);
        if (before == null) {
            throw new AwsError(404, "ResourceNotFound", "The alarm '" + name + "' does not exist");
        }
        access.check(caller, "cloudwatch:SetAlarmState", before.arn(), Map.of());
        var after = before.in(state, parameters.getOrDefault("StateReason", ""));
        alarms.put(name, after);
        if (!before.state().equals(state)) {
            after.actions().forEach(action -> tell(action, after, before.state()));
        }
        return JsonNodeFactory.instance.objectNode();
    }

    /** A refused action is noted in the alarm's history on AWS, and whoever set the state never knows. */
    private void tell(String action, Alarm alarm, String oldState) {
        if (!action.contains(":sns:")) {
            LOG.warn("The alarm {} has the action {}, which the embedded CloudWatch cannot do", alarm.name(), action);
            return;
        }
        try {
            topics.publish(
                    Sender.service(SERVICE, alarm.arn()),
                    action,
                    alarm.subject(region),
                    alarm.message(oldState, region).toString());
        } catch (AwsError e) {
            LOG.warn("The alarm {} failed to execute its action {}: {}", alarm.name(), action, e.getMessage());
        }
    }

    private ObjectNode describe(Map<String, String> parameters, String caller) {
        access.check(caller, "cloudwatch:DescribeAlarms", "*", Map.of());
        var wanted = new HashSet<String>();
        parameters.forEach((name, value) -> {
            if (name.startsWith("AlarmNames.member.")) {
                wanted.add(value);
            }
        });
        var prefix = parameters.getOrDefault("AlarmNamePrefix", "");
        var state = parameters.getOrDefault("StateValue", "");
        var answer = JsonNodeFactory.instance.objectNode();
        var described = answer.putArray("MetricAlarms");
        alarms.values().stream()
                .filter(alarm -> wanted.isEmpty() || wanted.contains(alarm.name()))
                .filter(alarm -> alarm.name().startsWith(prefix))
                .filter(alarm -> state.isEmpty() || state.equals(alarm.state()))
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .forEach(alarm -> described.add(alarm.description()));
        return answer;
    }
}
