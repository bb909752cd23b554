package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.StackResources;
import dev.twospeed.policies.sdk.StackRule;
import dev.twospeed.policies.sdk.Truth;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** By the request, or by a scaling target that belongs to the table. */
public final class DynamodbTableScale implements StackRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("dynamodb-table-scale", Severity.MEDIUM)
                .holds("DynamoDB tables take the load that comes.")
                .because("A table of fixed size refuses requests above it.")
                .fix("Set billingMode to PAY_PER_REQUEST, or add an appautoscaling Target.")
                .implementing(Controls.fsbp("DynamoDB.1"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:dynamodb/table:Table");
    }

    @Override
    public Verdict check(PolicyResource it, StackResources stack) {
        return Verdict.mustHold(
                it.get("billingMode")
                        .is("PAY_PER_REQUEST")
                        .or(stack.any("aws:appautoscaling/target:Target", target -> isOf(target, it))),
                "the capacity of the table is fixed");
    }

    private static Truth isOf(PolicyResource target, PolicyResource table) {
        var name = table.get("name").text();
        return name.isPresent()
                ? target.get("resourceId").is("table/" + name.get())
                : target.get("resourceId").isPresent().and(Truth.UNKNOWN);
    }
}
