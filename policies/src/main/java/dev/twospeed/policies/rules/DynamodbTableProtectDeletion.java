package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Remedy;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Optional;
import java.util.Set;

/** A deletion by mistake fails. */
public final class DynamodbTableProtectDeletion implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("dynamodb-table-protect-deletion", Severity.MEDIUM)
                .holds("DynamoDB tables are protected from deletion.")
                .because("One wrong command deletes the table.")
                .fix("Set deletionProtectionEnabled to true.")
                .implementing(Controls.fsbp("DynamoDB.6"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:dynamodb/table:Table");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(it.get("deletionProtectionEnabled").isTrue(), "deletionProtectionEnabled is not true");
    }

    @Override
    public Optional<Remedy> remedy(PolicyResource it) {
        return Optional.of(Remedy.set("deletionProtectionEnabled", true));
    }
}
