package dev.twospeed.local.lambda;

import dev.twospeed.local.lambda.FunctionInvoker.Result;
import dev.twospeed.local.metrics.Metric;
import dev.twospeed.local.metrics.Metrics;

/**
 * What Lambda says of a function's runs.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html">types of metrics for Lambda</a>
 */
record FunctionMetrics(String function, Metrics metrics) {
    /** Notes a run and how long it took, initialisation left out; an error is one that the function or its runtime had. */
    Result ran(Result result, long nanos) {
        metrics.add(metric("Invocations"), "Count", 1);
        metrics.add(metric("Errors"), "Count", result.functionError() == null ? 0 : 1);
        metrics.add(metric("Duration"), "Milliseconds", nanos / 1e6);
        return result;
    }

    private Metric metric(String name) {
        return Metric.of("AWS/Lambda", name, "FunctionName", function);
    }
}
