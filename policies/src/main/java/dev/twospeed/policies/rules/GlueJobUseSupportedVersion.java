package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** Every Spark job names a Glue version that still gets fixes. */
public final class GlueJobUseSupportedVersion implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("glue-job-use-supported-version", Severity.MEDIUM)
                .holds("Glue Spark jobs run on a version that AWS supports.")
                .because("A version on its way out gets no fixes.")
                .fix("Set glueVersion to 4.0 or newer.")
                .implementing(Controls.fsbp("Glue.4"));
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
                        .or(it.get("glueVersion").matches(version -> version.matches("([4-9]|\\d{2,})\\.\\d+"))),
                "glueVersion is not 4.0 or newer");
    }
}
