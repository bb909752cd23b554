package dev.twospeed.stacks.common;

import com.pulumi.aws.cloudwatch.EventRule;
import com.pulumi.aws.cloudwatch.EventRuleArgs;
import com.pulumi.aws.cloudwatch.EventTarget;
import com.pulumi.aws.cloudwatch.EventTargetArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tells the alarm topic of Glue jobs that failed or took too long. */
public final class JobFailures {
    private JobFailures() {}

    /**
     * Makes the rule and its target.
     *
     * @param name of both resources
     * @param ruleName the rule's in AWS, before it gets the scope's prefix
     */
    public static void tell(
            String name,
            String ruleName,
            Scope scope,
            List<Output<String>> jobNames,
            Output<String> alarmTopicArn,
            Resource parent) {
        var rule = new EventRule(
                name,
                EventRuleArgs.builder()
                        .name(scope.name(ruleName, 64))
                        .description("Glue jobs that failed or took too long")
                        .eventPattern(Output.all(jobNames).applyValue(JobFailures::pattern))
                        .tags(scope.tags(name))
                        .build(),
                scope.childOf(parent));
        new EventTarget(
                name,
                EventTargetArgs.builder()
                        .rule(rule.name())
                        .targetId("alarms")
                        .arn(alarmTopicArn)
                        .build(),
                scope.childOf(parent));
    }

    private static String pattern(List<String> jobs) {
        var pattern = new TreeMap<String, Object>();
        pattern.put("source", List.of("aws.glue"));
        pattern.put("detail-type", List.of("Glue Job State Change"));
        pattern.put("detail", new TreeMap<>(Map.of("jobName", jobs, "state", List.of("ERROR", "FAILED", "TIMEOUT"))));
        return Json.text(pattern);
    }
}
