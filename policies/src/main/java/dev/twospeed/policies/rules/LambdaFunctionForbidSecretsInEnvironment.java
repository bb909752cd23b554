package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Truth;
import dev.twospeed.policies.sdk.Value;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;
import java.util.regex.Pattern;

/** A name or an ARN of a secret is none; what the program marked as secret is. */
public final class LambdaFunctionForbidSecretsInEnvironment implements ResourceRule {
    private static final Pattern NAME = Pattern.compile(
            ".*(PASSWORD|PASSWD|SECRET|TOKEN|CREDENTIAL|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY).*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern REFERENCE =
            Pattern.compile(".*_(ARN|ID|NAME|PATH|PREFIX|URL|TABLE|ENDPOINT)", Pattern.CASE_INSENSITIVE);
    private static final Pattern CONTENT = Pattern.compile(
            ".*(AKIA[0-9A-Z]{16}|-----BEGIN [A-Z ]*PRIVATE KEY-----|://[^/@:\\s]+:[^/@\\s]+@).*", Pattern.DOTALL);

    @Override
    public Metadata metadata() {
        return Metadata.of("lambda-function-forbid-secrets-in-environment", Severity.HIGH)
                .holds("Lambda functions get no secrets by their environment.")
                .because(
                        "Whoever may see the function sees them, in the console, in the state and in every copy of both.")
                .fix("Put the secret into Secrets Manager, give the function its ARN, and let it ask.")
                .implementing(Controls.wellArchitected("SEC02-BP03"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:lambda/function:Function");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustNotHold(
                it.at("environment.variables").anyField(variable -> isSecret(variable.getKey(), variable.getValue())),
                "a variable holds a secret, or looks as if it did");
    }

    private static Truth isSecret(String name, Value value) {
        var suspicious = Truth.of(
                NAME.matcher(name).matches() && !REFERENCE.matcher(name).matches());
        return Truth.of(value.isSecret())
                .or(suspicious.and(value.matches(text -> !text.startsWith("arn:"))))
                .or(content(value));
    }

    /** A value that is not known yet and has a harmless name is most often a name of another resource. */
    private static Truth content(Value value) {
        return Truth.of(
                value.text().filter(text -> CONTENT.matcher(text).matches()).isPresent());
    }
}
