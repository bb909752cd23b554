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

/** The answer of a function may be 6 MB in Base64, and answers are larger than what they answer. */
public final class FirehoseProcessorBoundBuffer implements ResourceRule {
    private static final double STANDARD = 1;
    private static final Option OPTION = Option.number(
            "maximumMegabytes",
            "The most megabytes that the function is handed at once; 1 is the default of Firehose.",
            STANDARD,
            0.2,
            3);

    private final double maximumMegabytes;

    /** As the control asks for it. */
    public FirehoseProcessorBoundBuffer() {
        this(STANDARD);
    }

    private FirehoseProcessorBoundBuffer(double maximumMegabytes) {
        this.maximumMegabytes = maximumMegabytes;
    }

    @Override
    public Metadata metadata() {
        return Metadata.of("firehose-processor-bound-buffer", Severity.MEDIUM)
                .holds("Firehose hands its function no more records at once than the answer has room for.")
                .because("An answer that is too large fails the whole batch, each time it is tried.")
                .fix("Set the parameter BufferSizeInMBs of the processor to what the rule allows, or less.")
                .implementing(Controls.guide(
                        "Amazon Data Firehose",
                        "Transform source data",
                        "https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream");
    }

    @Override
    public List<Option> options() {
        return List.of(OPTION);
    }

    @Override
    public Rule configured(Options options) {
        return new FirehoseProcessorBoundBuffer(options.number(OPTION.name()));
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustNotHold(
                FirehoseProcessors.anyParameter(
                        it,
                        "BufferSizeInMBs",
                        value -> value.matchesNumber(size -> size <= maximumMegabytes)
                                .not()),
                "the processor is handed more than " + maximumMegabytes + " MB at once");
    }
}
