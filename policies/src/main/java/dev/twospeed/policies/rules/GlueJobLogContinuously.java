package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** Glue 5.0 logs by itself; older versions only if they are told to. */
public final class GlueJobLogContinuously implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("glue-job-log-continuously", Severity.LOW)
                .holds("Glue Spark jobs send their logs to CloudWatch while they run.")
                .because("A job that dies takes with it the reason why.")
                .fix("Move to Glue 5.0, or set --enable-continuous-cloudwatch-log in defaultArguments to true.")
                .implementing(Controls.wellArchitected("SEC04-BP01"))
                .see("https://docs.aws.amazon.com/glue/latest/dg/monitor-continuous-logging.html");
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:glue/job:Job");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(
                it.at("command.name")
                        .is("pythonshell")
                        .or(it.get("glueVersion").matches(version -> version.matches("([5-9]|\\d{2,})\\..*")))
                        .or(it.get("defaultArguments")
                                .get("--enable-continuous-cloudwatch-log")
                                .isTrue()),
                "the job does not log continuously");
    }
}
