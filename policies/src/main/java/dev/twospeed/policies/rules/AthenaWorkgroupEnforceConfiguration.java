package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Remedy;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Optional;
import java.util.Set;

/** Unless it is turned off, clients cannot write results elsewhere or unencrypted. */
public final class AthenaWorkgroupEnforceConfiguration implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("athena-workgroup-enforce-configuration", Severity.MEDIUM)
                .holds("Athena workgroups do not let clients choose where results go.")
                .because("A client sends results, which are copies of the data, wherever it likes.")
                .fix("Set configuration.enforceWorkgroupConfiguration to true, or leave it out.")
                .implementing(Controls.cdkNag("AwsSolutions-ATH1"))
                .see("https://docs.aws.amazon.com/athena/latest/ug/workgroups-settings-override.html");
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:athena/workgroup:Workgroup");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustNotHold(
                it.at("configuration.enforceWorkgroupConfiguration").isFalse(),
                "enforceWorkgroupConfiguration is false");
    }

    @Override
    public Optional<Remedy> remedy(PolicyResource it) {
        return Optional.of(Remedy.set("configuration.enforceWorkgroupConfiguration", true));
    }
}
