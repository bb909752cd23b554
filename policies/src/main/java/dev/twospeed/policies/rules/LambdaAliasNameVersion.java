package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** An alias stands for a version, which does not change under its callers. */
public final class LambdaAliasNameVersion implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("lambda-alias-name-version", Severity.MEDIUM)
                .holds("Lambda aliases name a published version.")
                .because("With $LATEST every upload goes to all callers at once, and there is no way back.")
                .fix("Publish versions, and set functionVersion to one.")
                .implementing(Controls.guide(
                        "AWS Lambda",
                        "Aliases",
                        "https://docs.aws.amazon.com/lambda/latest/dg/configuration-aliases.html"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:lambda/alias:Alias");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustNotHold(it.get("functionVersion").is("$LATEST"), "the alias names $LATEST");
    }
}
