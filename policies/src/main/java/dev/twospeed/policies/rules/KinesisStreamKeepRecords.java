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

/** Long enough to mend what reads the stream, and read it again. */
public final class KinesisStreamKeepRecords implements ResourceRule {
    private static final double STANDARD = 168;
    private static final Option OPTION =
            Option.number("minimumHours", "The least hours that records are kept.", STANDARD, 24, 8760);

    private final double minimumHours;

    /** As the control asks for it. */
    public KinesisStreamKeepRecords() {
        this(STANDARD);
    }

    private KinesisStreamKeepRecords(double minimumHours) {
        this.minimumHours = minimumHours;
    }

    @Override
    public Metadata metadata() {
        return Metadata.of("kinesis-stream-keep-records", Severity.MEDIUM)
                .holds("Kinesis streams keep their records for a week or more.")
                .because("A consumer that stops on a Friday has lost data by Monday.")
                .fix("Set retentionPeriod to at least the hours that the rule wants.")
                .implementing(Controls.fsbp("Kinesis.3"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:kinesis/stream:Stream");
    }

    @Override
    public List<Option> options() {
        return List.of(OPTION);
    }

    @Override
    public Rule configured(Options options) {
        return new KinesisStreamKeepRecords(options.number(OPTION.name()));
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(
                it.get("retentionPeriod").matchesNumber(hours -> hours >= minimumHours),
                "records are kept for less than " + Math.round(minimumHours) + " hours");
    }
}
