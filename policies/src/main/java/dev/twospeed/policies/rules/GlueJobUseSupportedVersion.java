package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.List;
import java.util.Set;

/** Every Spark job names a Glue version that still gets fixes. */
public final class GlueJobUseSupportedVersion implements ResourceRule {
    @Override
    public Metadata metadata() {
        return new Metadata(
                "glue-job-use-supported-version",
                "Glue Spark jobs run on a version that AWS supports.",
                Severity.MEDIUM,
                List.of("AWS FSBP Glue.4"),
                "Set glueVersion to 4.0 or newer.",
                "https://docs.aws.amazon.com/securityhub/latest/userguide/glue-controls.html#glue-4");
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:glue/job:Job");
    }

    @Override
    public Verdict check(PolicyResource resource) {
        return Verdict.mustHold(
                resource.get("glueVersion").matches(version -> version.matches("([4-9]|\\d{2,})\\.\\d+")),
                "glueVersion is not 4.0 or newer");
    }
}
