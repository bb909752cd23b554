package dev.twospeed.local.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.resource.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * A metric alarm and its state.
 *
 * @param inputs what the stack program gave
 * @param state {@code OK}, {@code ALARM} or {@code INSUFFICIENT_DATA}
 */
record Alarm(String name, String arn, ObjectNode inputs, String state, String reason, Instant changed) {
    static final String OK = "OK";
    static final String ALARM = "ALARM";
    static final String INSUFFICIENT_DATA = "INSUFFICIENT_DATA";

    private static final Map<String, String> ACTIONS =
            Map.of(OK, "okActions", ALARM, "alarmActions", INSUFFICIENT_DATA, "insufficientDataActions");

    static Alarm of(Resource resource) {
        return new Alarm(
                resource.id(),
                resource.outputs().path("arn").asText(),
                resource.inputs(),
                INSUFFICIENT_DATA,
                "Unchecked: Initial alarm creation",
                Instant.now());
    }

    static boolean isState(String text) {
        return ACTIONS.containsKey(text);
    }

    Alarm in(String newState, String why) {
        return new Alarm(name, arn, inputs, newState, why, Instant.now());
    }

    /** ARNs of what is told when the alarm enters its state. */
    List<String> actions() {
        return inputs.path("actionsEnabled").asBoolean(true) ? actions(state) : List.of();
    }

    private List<String> actions(String entered) {
        return StreamSupport.stream(inputs.path(ACTIONS.get(entered)).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    String subject(String region) {
        var text = state + ": \"" + name + "\" in " + region;
        return text.length() <= 100 ? text : text.substring(0, 97) + "...";
    }

    /**
     * The message that a topic gets.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html">alarm
     *     notifications</a>
     */
    ObjectNode message(String oldState, String region) {
        var message = JsonNodeFactory.instance
                .objectNode()
                .put("AlarmName", name)
                .put("AlarmDescription", inputs.path("alarmDescription").asText())
                .put("AWSAccountId", AccessKeys.ACCOUNT)
                .put("NewStateValue", state)
                .put("NewStateReason", reason)
                .put("StateChangeTime", changed.toString())
                .put("Region", region)
                .put("AlarmArn", arn)
                .put("OldStateValue", oldState);
        ACTIONS.forEach((entered, property) -> {
            var list = message.putArray(property.equals("okActions") ? "OKActions" : upper(property));
            actions(entered).forEach(list::add);
        });
        message.set("Trigger", trigger());
        return message;
    }

    private ObjectNode trigger() {
        var trigger = JsonNodeFactory.instance
                .objectNode()
                .put("MetricName", inputs.path("metricName").asText())
                .put("Namespace", inputs.path("namespace").asText())
                .put("Statistic", inputs.path("statistic").asText().toUpperCase(Locale.ROOT))
                .put("Period", inputs.path("period").asInt())
                .put("EvaluationPeriods", inputs.path("evaluationPeriods").asInt())
                .put("ComparisonOperator", inputs.path("comparisonOperator").asText())
                .put("Threshold", inputs.path("threshold").asDouble())
                .put("TreatMissingData", inputs.path("treatMissingData").asText());
        var dimensions = trigger.putArray("Dimensions");
        for (var dimension : inputs.path("dimensions").properties()) {
            dimensions
                    .addObject()
                    .put("name", dimension.getKey())
                    .put("value", dimension.getValue().asText());
        }
        return trigger;
    }

    /** As {@code DescribeAlarms} shows it. */
    ObjectNode description() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("AlarmName", name)
                .put("AlarmArn", arn)
                .put("AlarmDescription", inputs.path("alarmDescription").asText())
                .put("StateValue", state)
                .put("StateReason", reason)
                .put("StateUpdatedTimestamp", changed.toString());
    }

    private static String upper(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
