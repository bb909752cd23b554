package dev.twospeed.stacks.foundation;

import com.pulumi.core.Output;

/** The shop database that the ETL reads: where it is and which secret opens it. */
record Source(
        Output<String> endpoint,
        Output<Integer> port,
        Output<String> database,
        Output<String> secretArn,
        Output<String> securityGroupId) {
    /** An environment without a shop: its stacks stand, its ETL has nothing to read. */
    static final Source NONE = new Source(Output.of(""), Output.of(0), Output.of(""), Output.of(""), Output.of(""));

    static Source of(FoundationConfig.ExistingSource existing) {
        return new Source(
                Output.of(existing.endpoint()),
                Output.of(existing.port()),
                Output.of(existing.database()),
                Output.of(existing.secretArn()),
                Output.of(existing.securityGroupId()));
    }
}
