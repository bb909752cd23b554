package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** A service is asked by everybody to call functions, and only the source says on whose behalf. */
public final class LambdaPermissionNameSource implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("lambda-permission-name-source", Severity.MEDIUM)
                .holds("Lambda permissions for a service name the resource or account for which it calls.")
                .because("The service calls the function for strangers too: the confused deputy.")
                .fix("Set sourceArn, or sourceAccount.")
                .implementing(Controls.fsbp("Lambda.1"), Controls.wellArchitected("SEC03-BP07"))
                .see("https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html");
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:lambda/permission:Permission");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(
                it.get("principal")
                        .matches(name -> name.endsWith(".amazonaws.com"))
                        .not()
                        .or(it.get("sourceArn").isPresent())
                        .or(it.get("sourceAccount").isPresent()),
                "the service may call for everybody: neither sourceArn nor sourceAccount is set");
    }
}
