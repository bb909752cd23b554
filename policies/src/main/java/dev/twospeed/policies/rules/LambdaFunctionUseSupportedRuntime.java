package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.List;
import java.util.Set;

/** Functions from an image bring their own runtime and are not judged. */
public final class LambdaFunctionUseSupportedRuntime implements ResourceRule {
    @Override
    public Metadata metadata() {
        return new Metadata(
                "lambda-function-use-supported-runtime",
                "Lambda functions use a runtime that AWS supports.",
                Severity.MEDIUM,
                List.of("AWS FSBP Lambda.2", "cdk-nag AwsSolutions-L1"),
                "Move to a runtime that is not on its way out.",
                "https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html#lambda-2");
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:lambda/function:Function");
    }

    @Override
    public Verdict check(PolicyResource resource) {
        return Verdict.mustHold(
                resource.get("packageType")
                        .is("Image")
                        .or(resource.get("runtime").matches(LambdaRuntimes.SUPPORTED::contains)),
                "the runtime is missing or not supported: " + resource.get("runtime"));
    }
}
