package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.StackResources;
import dev.twospeed.policies.sdk.StackRule;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** What a schedule or a deployment calls comes once at a time and needs no bound. */
public final class LambdaFunctionBoundConcurrency implements StackRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("lambda-function-bound-concurrency", Severity.LOW)
                .holds("Lambda functions that callers or streams reach have a bound on how many run at once.")
                .because("A burst of calls takes the whole account's concurrency, and all connections of a database.")
                .fix("Set reservedConcurrentExecutions.")
                .implementing(Controls.cdkNag("NIST.800.53.R5-LambdaConcurrency"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:lambda/function:Function");
    }

    @Override
    public Verdict check(PolicyResource it, StackResources stack) {
        return Verdict.mustHold(
                Functions.servesCallers(it, stack)
                        .not()
                        .or(it.get("reservedConcurrentExecutions").matchesNumber(bound -> bound >= 0)),
                "the function serves callers or a stream, and reservedConcurrentExecutions is not set");
    }
}
