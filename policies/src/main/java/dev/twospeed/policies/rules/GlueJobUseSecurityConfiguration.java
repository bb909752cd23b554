package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.List;
import java.util.Set;

/** Every job has a security configuration. */
public final class GlueJobUseSecurityConfiguration implements ResourceRule {
    @Override
    public Metadata metadata() {
        return new Metadata(
                "glue-job-use-security-configuration",
                "Glue jobs encrypt what they write, log and remember.",
                Severity.MEDIUM,
                List.of("cdk-nag AwsSolutions-GL1", "cdk-nag AwsSolutions-GL3"),
                "Set securityConfiguration to one that encrypts S3 data, logs and bookmarks.",
                "https://docs.aws.amazon.com/glue/latest/dg/encryption-security-configuration.html");
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:glue/job:Job");
    }

    @Override
    public Verdict check(PolicyResource resource) {
        return Verdict.mustHold(
                resource.get("securityConfiguration").isPresent(), "the job has no securityConfiguration");
    }
}
