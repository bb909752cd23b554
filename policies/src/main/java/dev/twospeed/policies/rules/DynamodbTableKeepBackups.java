package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Remedy;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Optional;
import java.util.Set;

/** A table can be put back to any second of the last weeks. */
public final class DynamodbTableKeepBackups implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("dynamodb-table-keep-backups", Severity.MEDIUM)
                .holds("DynamoDB tables can be restored to a point in time.")
                .because("What a faulty release overwrote is gone.")
                .fix("Set pointInTimeRecovery.enabled to true.")
                .implementing(Controls.fsbp("DynamoDB.2"), Controls.cdkNag("AwsSolutions-DDB3"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:dynamodb/table:Table");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(it.at("pointInTimeRecovery.enabled").isTrue(), "pointInTimeRecovery is not enabled");
    }

    @Override
    public Optional<Remedy> remedy(PolicyResource it) {
        return Optional.of(Remedy.set("pointInTimeRecovery.enabled", true));
    }
}
