package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.Option;
import dev.twospeed.policies.sdk.Options;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Rule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.List;
import java.util.Set;

/** A run that hangs is paid for until it ends. */
public final class GlueJobBoundRuntime implements ResourceRule {
    private static final double STANDARD = 480;
    private static final Option OPTION =
            Option.number("maximumMinutes", "The most minutes that a run may take.", STANDARD, 1, 10080);

    private final double maximumMinutes;

    /** As the control asks for it. */
    public GlueJobBoundRuntime() {
        this(STANDARD);
    }

    private GlueJobBoundRuntime(double maximumMinutes) {
        this.maximumMinutes = maximumMinutes;
    }

    @Override
    public Metadata metadata() {
        return Metadata.of("glue-job-bound-runtime", Severity.LOW)
                .holds("Glue jobs end after a time that somebody chose.")
                .because("A run that hangs is paid for up to two days.")
                .fix("Set timeout to the minutes that a run may take, and no more than the rule allows.")
                .implementing(Controls.guide(
                        "AWS Glue", "Job timeout", "https://docs.aws.amazon.com/glue/latest/dg/add-job.html"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:glue/job:Job");
    }

    @Override
    public List<Option> options() {
        return List.of(OPTION);
    }

    @Override
    public Rule configured(Options options) {
        return new GlueJobBoundRuntime(options.number(OPTION.name()));
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(
                it.get("timeout").matchesNumber(minutes -> minutes > 0 && minutes <= maximumMinutes),
                "timeout is not set, or is more than " + Math.round(maximumMinutes) + " minutes");
    }
}
