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

/** Zero and absence both mean: keep for ever. */
public final class CloudwatchLogGroupSetRetention implements ResourceRule {
    private static final double STANDARD = 365;
    private static final Option OPTION =
            Option.number("minimumDays", "The least days that entries are kept.", STANDARD, 1, 3653);

    private final double minimumDays;

    /** As the control asks for it. */
    public CloudwatchLogGroupSetRetention() {
        this(STANDARD);
    }

    private CloudwatchLogGroupSetRetention(double minimumDays) {
        this.minimumDays = minimumDays;
    }

    @Override
    public Metadata metadata() {
        return Metadata.of("cloudwatch-log-group-set-retention", Severity.LOW)
                .holds("Log groups keep their entries for a year or more, and then delete them.")
                .because(
                        "Too short and an attack that is noticed late cannot be traced; for ever and it is paid for, and holds what should be forgotten.")
                .fix("Set retentionInDays to at least the days that the rule wants.")
                .implementing(Controls.securityHub("CloudWatch.16"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:cloudwatch/logGroup:LogGroup");
    }

    @Override
    public List<Option> options() {
        return List.of(OPTION);
    }

    @Override
    public Rule configured(Options options) {
        return new CloudwatchLogGroupSetRetention(options.number(OPTION.name()));
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(
                it.get("retentionInDays").matchesNumber(days -> days >= minimumDays),
                "retentionInDays is not set, or is less than " + Math.round(minimumDays));
    }
}
