package dev.twospeed.local.budgets;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * When a budget tells somebody.
 *
 * @param type {@code ACTUAL} or {@code FORECASTED}
 * @param percent whether the threshold is a share of the limit
 */
record BudgetNotification(
        String type, String comparison, double threshold, boolean percent, List<String> topics, List<String> emails) {
    static BudgetNotification of(JsonNode notification) {
        return new BudgetNotification(
                notification.path("notificationType").asText(),
                notification.path("comparisonOperator").asText(),
                notification.path("threshold").asDouble(),
                notification.path("thresholdType").asText().equals("PERCENTAGE"),
                texts(notification.path("subscriberSnsTopicArns")),
                texts(notification.path("subscriberEmailAddresses")));
    }

    boolean isPassed(double limit, double actual, double forecast) {
        var cost = type.equals("FORECASTED") ? forecast : actual;
        var bound = bound(limit);
        return switch (comparison) {
            case "GREATER_THAN" -> cost > bound;
            case "LESS_THAN" -> cost < bound;
            default -> cost == bound;
        };
    }

    double bound(double limit) {
        return percent ? limit * threshold / 100 : threshold;
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
