package dev.twospeed.stacks.common;

import com.pulumi.aws.cloudwatch.MetricAlarm;
import com.pulumi.aws.cloudwatch.MetricAlarmArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import java.util.List;
import java.util.Map;

/** Makes alarms that all tell the same topic, also when they are over. */
public final class Alarms {
    private final Scope scope;
    private final Output<String> topicArn;

    /** Alarms of one stack. */
    public Alarms(Scope scope, Output<String> topicArn) {
        this.scope = scope;
        this.topicArn = topicArn;
    }

    /**
     * What is looked at.
     *
     * @param statistic {@code Sum}, {@code Maximum}, {@code Average}, {@code Minimum} or a percentile as {@code p99}
     * @param periodSeconds 60 or a multiple
     * @param periods how many periods in a row must be over the threshold
     */
    public record Metric(
            String namespace,
            String name,
            Map<String, Output<String>> dimensions,
            String statistic,
            int periodSeconds,
            int periods) {}

    /** An alarm on a metric above a threshold; no data is no alarm. */
    public void above(String what, String description, Metric metric, double threshold, Resource parent) {
        alarm(what, description, metric, "GreaterThanThreshold", threshold, parent);
    }

    /** An alarm on a metric below a threshold; no data is no alarm. */
    public void below(String what, String description, Metric metric, double threshold, Resource parent) {
        alarm(what, description, metric, "LessThanThreshold", threshold, parent);
    }

    private void alarm(
            String what, String description, Metric metric, String comparison, double threshold, Resource parent) {
        var args = MetricAlarmArgs.builder()
                .name(scope.name(what, 255))
                .alarmDescription(description)
                .namespace(metric.namespace())
                .metricName(metric.name())
                .dimensions(dimensions(metric))
                .period(metric.periodSeconds())
                .evaluationPeriods(metric.periods())
                .comparisonOperator(comparison)
                .threshold(threshold)
                .treatMissingData("notBreaching")
                .alarmActions(topicArn.applyValue(List::of))
                .okActions(topicArn.applyValue(List::of))
                .tags(scope.tags(what));
        if (metric.statistic().startsWith("p")) {
            args.extendedStatistic(metric.statistic());
        } else {
            args.statistic(metric.statistic());
        }
        new MetricAlarm(what, args.build(), scope.childOf(parent));
    }

    private static Output<Map<String, String>> dimensions(Metric metric) {
        return Maps.resolve(metric.dimensions());
    }
}
