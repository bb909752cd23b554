package dev.twospeed.stacks.foundation;

import com.pulumi.aws.budgets.Budget;
import com.pulumi.aws.budgets.BudgetArgs;
import com.pulumi.aws.budgets.inputs.BudgetCostFilterArgs;
import com.pulumi.aws.budgets.inputs.BudgetNotificationArgs;
import com.pulumi.resources.CustomResourceOptions;
import dev.twospeed.stacks.common.Component;
import dev.twospeed.stacks.common.Scope;
import java.util.List;
import java.util.Map;

/**
 * Tells the alarm topic when a month has cost 80 % of its limit, or is forecast to cost more than all of it.
 *
 * <p>It counts what carries the product's tag, in all environments of the account, once an owner of the account has activated
 * the tag {@code Project} for cost allocation
 * (<a href="https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/activating-tags.html">activating tags</a>).
 */
final class MonthlyBudget extends Component {
    MonthlyBudget(String name, Scope scope, int limitUsd, AlarmTopic alarms) {
        super("twospeed:foundation:MonthlyBudget", name);
        var tags = scope.tags(name);
        new Budget(
                name,
                BudgetArgs.builder()
                        .name(scope.name("monthly", 100))
                        .budgetType("COST")
                        .timeUnit("MONTHLY")
                        .limitAmount(String.valueOf(limitUsd))
                        .limitUnit("USD")
                        // https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-create-filters.html
                        .costFilters(BudgetCostFilterArgs.builder()
                                .name("TagKeyValue")
                                .values("user:Project$" + tags.get("Project"))
                                .build())
                        .notifications(notification("ACTUAL", 80, alarms), notification("FORECASTED", 100, alarms))
                        .tags(tags)
                        .build(),
                CustomResourceOptions.builder()
                        .parent(this)
                        // Budgets may not be told of a topic that it may not publish to yet.
                        .dependsOn(alarms.policy())
                        .build());
        registerOutputs(Map.of());
    }

    private static BudgetNotificationArgs notification(String type, double percent, AlarmTopic alarms) {
        return BudgetNotificationArgs.builder()
                .notificationType(type)
                .comparisonOperator("GREATER_THAN")
                .threshold(percent)
                .thresholdType("PERCENTAGE")
                .subscriberSnsTopicArns(alarms.arn().applyValue(List::of))
                .build();
    }
}
