package dev.twospeed.local.budgets;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.messaging.Sender;
import dev.twospeed.local.messaging.Topics;
import dev.twospeed.local.resource.AwsError;
import dev.twospeed.local.resource.DataPlane;
import dev.twospeed.local.resource.Resource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The embedded Budgets: nothing here costs anything, so somebody has to say what the month has cost. */
public final class BudgetsService implements DataPlane {
    private static final Logger LOG = LoggerFactory.getLogger(BudgetsService.class);
    private static final String BUDGET = "aws:budgets/budget:Budget";
    private static final String SERVICE = "budgets.amazonaws.com";

    private final Topics topics;
    private final Map<String, Resource> budgets = new ConcurrentHashMap<>();
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** Budgets that tell these topics. */
    public BudgetsService(Topics topics) {
        this.topics = topics;
    }

    @Override
    public Set<String> types() {
        return Set.of(BUDGET);
    }

    @Override
    public ObjectNode create(Resource resource) {
        budgets.put(resource.id(), resource);
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public ObjectNode update(Resource before, Resource after) {
        return create(after);
    }

    @Override
    public void delete(Resource resource) {
        budgets.remove(resource.id());
    }

    @Override
    public void resume(Resource resource) {
        create(resource);
    }

    /**
     * Takes what the month has cost so far and is expected to cost, in dollars; each notification whose threshold is
     * passed is told once, until the cost is below it again.
     */
    public void bill(double actual, double forecast) {
        budgets.values().forEach(budget -> {
            var limit = budget.inputs().path("limitAmount").asDouble();
            var place = 0;
            for (var node : budget.inputs().path("notifications")) {
                var notification = BudgetNotification.of(node);
                var key = budget.id() + "#" + place++;
                if (!notification.isPassed(limit, actual, forecast)) {
                    told.remove(key);
                } else if (told.add(key)) {
                    tell(budget, notification, limit, actual, forecast);
                }
            }
        });
    }

    private void tell(Resource budget, BudgetNotification notification, double limit, double actual, double forecast) {
        var name = budget.outputs().path("name").asText();
        var sender = Sender.service(SERVICE, budget.outputs().path("arn").asText());
        for (var topic : notification.topics()) {
            try {
                topics.publish(
                        sender,
                        topic,
                        subject(name),
                        String.join("\n", message(name, notification, limit, actual, forecast)));
            } catch (AwsError e) {
                LOG.warn("The budget {} could not tell {}: {}", name, topic, e.getMessage());
            }
        }
        notification.emails().forEach(address -> LOG.info("The budget {} would send mail to {}", name, address));
    }

    private static String subject(String name) {
        var text = "AWS Budgets: " + name + " has passed a threshold";
        return text.length() <= 100 ? text : text.substring(0, 97) + "...";
    }

    private static List<String> message(
            String name, BudgetNotification notification, double limit, double actual, double forecast) {
        var lines = new ArrayList<String>();
        lines.add("AWS Budget Notification " + LocalDate.now(ZoneOffset.UTC));
        lines.add("AWS Account " + AccessKeys.ACCOUNT);
        lines.add("Budget Name: " + name);
        lines.add("Budget Type: Cost");
        lines.add("Budgeted Amount: " + dollars(limit));
        lines.add("Alert Type: " + notification.type());
        lines.add("Alert Threshold: > " + dollars(notification.bound(limit)));
        lines.add(
                notification.type().equals("FORECASTED")
                        ? "FORECASTED Amount: " + dollars(forecast)
                        : "ACTUAL Amount: " + dollars(actual));
        return lines;
    }

    private static String dollars(double amount) {
        return String.format(Locale.ROOT, "$%.2f", amount);
    }
}
