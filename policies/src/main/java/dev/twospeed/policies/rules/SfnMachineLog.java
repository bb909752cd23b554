package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** What a run did is written down; ERROR is the least. */
public final class SfnMachineLog implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("sfn-machine-log", Severity.MEDIUM)
                .holds("State machines log their runs.")
                .because("A run that fails can be seen for 90 days in the console, and nowhere after.")
                .fix("Set loggingConfiguration.level and logDestination.")
                .implementing(Controls.fsbp("StepFunctions.1"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:sfn/stateMachine:StateMachine");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(
                it.at("loggingConfiguration.level")
                        .matches(level -> !level.equals("OFF"))
                        .and(it.at("loggingConfiguration.logDestination").isPresent()),
                "runs are not logged");
    }
}
