package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Truth;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** A key of your own decides who reads the variables. */
public final class LambdaFunctionEncryptEnvironment implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("lambda-function-encrypt-environment", Severity.LOW)
                .holds("Lambda functions encrypt their environment with a key of your own.")
                .because("Whoever may see the function reads all of its settings.")
                .fix("Set kmsKeyArn.")
                .implementing(Controls.wellArchitected("SEC08-BP02"))
                .see("https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html");
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:lambda/function:Function");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(
                it.at("environment.variables")
                        .anyField(variable -> Truth.TRUE)
                        .not()
                        .or(it.get("kmsKeyArn").isPresent()),
                "the function has variables and no kmsKeyArn");
    }
}
