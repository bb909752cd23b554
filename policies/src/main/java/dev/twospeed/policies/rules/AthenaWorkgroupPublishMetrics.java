package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Remedy;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Optional;
import java.util.Set;

/** Unless it is turned off, what queries read and cost is measured. */
public final class AthenaWorkgroupPublishMetrics implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("athena-workgroup-publish-metrics", Severity.LOW)
                .holds("Athena workgroups measure their queries.")
                .because("Nobody sees who reads how much, until the bill comes.")
                .fix("Set configuration.publishCloudwatchMetricsEnabled to true, or leave it out.")
                .implementing(Controls.fsbp("Athena.4"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:athena/workgroup:Workgroup");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustNotHold(
                it.at("configuration.publishCloudwatchMetricsEnabled").isFalse(),
                "publishCloudwatchMetricsEnabled is false");
    }

    @Override
    public Optional<Remedy> remedy(PolicyResource it) {
        return Optional.of(Remedy.set("configuration.publishCloudwatchMetricsEnabled", true));
    }
}
