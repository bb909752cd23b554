package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** The address of a function is open to the world, and only a signature says who calls. */
public final class LambdaUrlRequireIam implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("lambda-url-require-iam", Severity.CRITICAL)
                .holds("Lambda function URLs ask for a signature of IAM.")
                .because("Whoever learns the address runs the function.")
                .fix("Set authorizationType to AWS_IAM.")
                .implementing(Controls.wellArchitected("SEC03-BP07"))
                .see("https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html");
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:lambda/functionUrl:FunctionUrl");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(it.get("authorizationType").is("AWS_IAM"), "authorizationType is not AWS_IAM");
    }
}
