package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Truth;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;
import java.util.stream.Stream;

/** Everybody may call a function only from a named organization, account or resource. */
public final class LambdaPermissionForbidPublic implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("lambda-permission-forbid-public", Severity.CRITICAL)
                .holds("Lambda permissions let in nobody whom they do not name.")
                .because("Anybody with an AWS account runs the function, at your cost and with its rights.")
                .fix("Name the principal, or set sourceArn, sourceAccount or principalOrgId.")
                .implementing(Controls.fsbp("Lambda.1"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:lambda/permission:Permission");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustNotHold(
                it.get("principal")
                        .is("*")
                        .and(Stream.of("sourceArn", "sourceAccount", "principalOrgId")
                                .map(name -> it.get(name).isAbsent())
                                .reduce(Truth.TRUE, Truth::and)),
                "everybody may call the function");
    }
}
