package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** Results are copies of the data. */
public final class AthenaWorkgroupEncryptResults implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("athena-workgroup-encrypt-results", Severity.MEDIUM)
                .holds("Athena workgroups encrypt the results of queries.")
                .because("What the tables protect lies open in the results.")
                .fix("Set configuration.resultConfiguration.encryptionConfiguration.")
                .implementing(Controls.cdkNag("AwsSolutions-ATH1"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:athena/workgroup:Workgroup");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(
                it.at("configuration.resultConfiguration.encryptionConfiguration.encryptionOption")
                        .isPresent(),
                "results are not encrypted");
    }
}
