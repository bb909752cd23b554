package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** Every job and crawler has a security configuration. */
public final class GlueJobUseSecurityConfiguration implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("glue-job-use-security-configuration", Severity.MEDIUM)
                .holds("Glue jobs and crawlers encrypt what they write, log and remember.")
                .because("Results, logs and bookmarks of the job are readable to whoever reaches their storage.")
                .fix("Set securityConfiguration to one that encrypts S3 data, logs and bookmarks.")
                .implementing(Controls.cdkNag("AwsSolutions-GL1"), Controls.cdkNag("AwsSolutions-GL3"))
                .see("https://docs.aws.amazon.com/glue/latest/dg/encryption-security-configuration.html");
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:glue/job:Job", "aws:glue/crawler:Crawler");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(it.get("securityConfiguration").isPresent(), "there is no securityConfiguration");
    }
}
