package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** A call that could not be made leaves a trace. */
public final class SchedulerScheduleSetDeadLetters implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("scheduler-schedule-set-dead-letters", Severity.LOW)
                .holds("Schedules keep the calls that could not be made.")
                .because("A call that fails is tried for a day and then forgotten.")
                .fix("Set target.deadLetterConfig.arn.")
                .implementing(Controls.guide(
                        "Amazon EventBridge Scheduler",
                        "Dead-letter queues",
                        "https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:scheduler/schedule:Schedule");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(it.at("target.deadLetterConfig.arn").isPresent(), "there is no deadLetterConfig");
    }
}
