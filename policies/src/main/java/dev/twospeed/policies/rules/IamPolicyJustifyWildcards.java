package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** Some actions know no resources: {@link StarActions} has them with the pages that say so. A condition bounds others. */
public final class IamPolicyJustifyWildcards implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("iam-policy-justify-wildcards", Severity.MEDIUM)
                .holds("IAM policies allow actions on every resource only where AWS knows no narrower way.")
                .because("One function that is taken over reaches what belongs to all others.")
                .fix("Name the resources, or add a condition that bounds them.")
                .implementing(Controls.cdkNag("AwsSolutions-IAM5"));
    }

    @Override
    public Set<String> types() {
        return IdentityPolicies.TYPES;
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustNotHold(
                IdentityPolicies.anyAllowed(
                        it,
                        statement -> IdentityPolicies.everything(statement)
                                .and(statement.get("Condition").isAbsent())
                                .and(statement
                                        .get("Action")
                                        .all(action -> action.matches(StarActions::has))
                                        .not()
                                        .or(statement.get("NotAction").isPresent()))),
                "a statement allows actions on every resource that could be bounded");
    }
}
