package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** Functions from an image bring their own runtime and are not judged. */
public final class LambdaFunctionUseSupportedRuntime implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("lambda-function-use-supported-runtime", Severity.MEDIUM)
                .holds("Lambda functions use a runtime that AWS supports.")
                .because("A runtime on its way out gets no fixes, and one day no updates of functions.")
                .fix("Move to a runtime that is not on its way out.")
                .implementing(Controls.fsbp("Lambda.2"), Controls.cdkNag("AwsSolutions-L1"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:lambda/function:Function");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(
                it.get("packageType").is("Image").or(it.get("runtime").matches(LambdaRuntimes.SUPPORTED::contains)),
                "the runtime is missing or not supported: " + it.get("runtime"));
    }
}
