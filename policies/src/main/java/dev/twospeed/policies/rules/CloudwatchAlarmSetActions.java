package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** An alarm tells somebody. */
public final class CloudwatchAlarmSetActions implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("cloudwatch-alarm-set-actions", Severity.HIGH)
                .holds("CloudWatch alarms have an action.")
                .because("An alarm that tells nobody is a picture on a page that nobody looks at.")
                .fix("Name a topic in alarmActions.")
                .implementing(Controls.securityHub("CloudWatch.15"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:cloudwatch/metricAlarm:MetricAlarm", "aws:cloudwatch/compositeAlarm:CompositeAlarm");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(it.get("alarmActions").hasItems(1), "there are no alarmActions");
    }
}
