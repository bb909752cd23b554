package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Remedy;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Optional;
import java.util.Set;

/** An alarm whose actions are off tells nobody. */
public final class CloudwatchAlarmEnableActions implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("cloudwatch-alarm-enable-actions", Severity.HIGH)
                .holds("CloudWatch alarms have their actions turned on.")
                .because("Somebody turned the alarm off for an hour, a year ago.")
                .fix("Set actionsEnabled to true, or leave it out.")
                .implementing(Controls.securityHub("CloudWatch.17"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:cloudwatch/metricAlarm:MetricAlarm", "aws:cloudwatch/compositeAlarm:CompositeAlarm");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustNotHold(it.get("actionsEnabled").isFalse(), "actionsEnabled is false");
    }

    @Override
    public Optional<Remedy> remedy(PolicyResource it) {
        return Optional.of(Remedy.set("actionsEnabled", true));
    }
}
