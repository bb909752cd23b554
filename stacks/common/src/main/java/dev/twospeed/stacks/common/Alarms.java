package dev.twospeed.stacks.common;

import com.pulumi.aws.cloudwatch.MetricAlarm;
import com.pulumi.aws.cloudwatch.MetricAlarmArgs;
import com.pulumi.aws.cloudwatch.inputs.MetricAlarmMetricQueryArgs;
import com.pulumi.aws.cloudwatch.inputs.MetricAlarmMetricQueryMetricArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import java.util.ArrayList;
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

    /**
     * How many hundredths of a whole its parts make up; no data when the whole is zero.
     *
     * @param parts metrics that are added up
     * @param whole of the same statistic, period and number of periods as the parts
     */
    public record Share(List<Metric> parts, Metric whole) {}

    /** An alarm on a metric above a threshold; no data is no alarm. */
    public void above(String what, String description, Metric metric, double threshold, Resource parent) {
        alarm(what, description, metric, "GreaterThanThreshold", threshold, parent);
    }

    /** An alarm on a metric below a threshold; no data is no alarm. */
    public void below(String what, String description, Metric metric, double threshold, Resource parent) {
        alarm(what, description, metric, "LessThanThreshold", threshold, parent);
    }

    /** An alarm on a metric that reaches a threshold; no data is no alarm. */
    public void atLeast(String what, String description, Metric metric, double threshold, Resource parent) {
        alarm(what, description, metric, "GreaterThanOrEqualToThreshold", threshold, parent);
    }

    /** An alarm on a metric that falls to a threshold; no data is no alarm. */
    public void atMost(String what, String description, Metric metric, double threshold, Resource parent) {
        alarm(what, description, metric, "LessThanOrEqualToThreshold", threshold, parent);
    }

    /** An alarm on a share that reaches a threshold in percent; no data is no alarm. */
    public void atLeast(String what, String description, Share share, double percent, Resource parent) {
        alarm(what, description, share, "GreaterThanOrEqualToThreshold", percent, parent);
    }

    /** An alarm on a share that falls to a threshold in percent; no data is no alarm. */
    public void atMost(String what, String description, Share share, double percent, Resource parent) {
        alarm(what, description, share, "LessThanOrEqualToThreshold", percent, parent);
    }

    private void alarm(
            String what, String description, Metric metric, String comparison, double threshold, Resource parent) {
        var args = common(what, description, metric.periods(), comparison, threshold)
                .namespace(metric.namespace())
                .metricName(metric.name())
                .dimensions(dimensions(metric))
                .period(metric.periodSeconds());
        if (metric.statistic().startsWith("p")) {
            args.extendedStatistic(metric.statistic());
        } else {
            args.statistic(metric.statistic());
        }
        new MetricAlarm(what, args.build(), scope.childOf(parent));
    }

    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
    private void alarm(
            String what, String description, Share share, String comparison, double percent, Resource parent) {
        var queries = new ArrayList<MetricAlarmMetricQueryArgs>();
        var parts = new ArrayList<String>();
        for (var part : share.parts()) {
            var id = "part" + (parts.size() + 1);
            parts.add(id);
            queries.add(query(id, part));
        }
        queries.add(query("whole", share.whole()));
        queries.add(MetricAlarmMetricQueryArgs.builder()
                .id("share")
                .label("percent")
                .expression("100 * (" + String.join(" + ", parts) + ") / whole")
                .returnData(true)
                .build());
        new MetricAlarm(
                what,
                common(what, description, share.whole().periods(), comparison, percent)
                        .metricQueries(queries)
                        .build(),
                scope.childOf(parent));
    }

    private static MetricAlarmMetricQueryArgs query(String id, Metric metric) {
        return MetricAlarmMetricQueryArgs.builder()
                .id(id)
                .metric(MetricAlarmMetricQueryMetricArgs.builder()
                        .namespace(metric.namespace())
                        .metricName(metric.name())
                        .dimensions(dimensions(metric))
                        .period(metric.periodSeconds())
                        .stat(metric.statistic())
                        .build())
                .build();
    }

    private MetricAlarmArgs.Builder common(
            String what, String description, int periods, String comparison, double threshold) {
        return MetricAlarmArgs.builder()
                .name(scope.name(what, 255))
                .alarmDescription(description)
                .evaluationPeriods(periods)
                .comparisonOperator(comparison)
                .threshold(threshold)
                .treatMissingData("notBreaching")
                .alarmActions(topicArn.applyValue(List::of))
                .okActions(topicArn.applyValue(List::of))
                .tags(scope.tags(what));
    }

    private static Output<Map<String, String>> dimensions(Metric metric) {
        return Maps.resolve(metric.dimensions());
    }
}
