package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** A key that a stack makes is in its state, and good until somebody takes it away; only one that is off is harmless. */
public final class IamUserForbidAccessKeys implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("iam-user-forbid-access-keys", Severity.HIGH)
                .holds("Stacks make no access keys.")
                .because("Keys that never end are found in repositories and logs, years later.")
                .fix("Use a role, whose keys end after hours.")
                .implementing(Controls.wellArchitected("SEC02-BP02"))
                .see("https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html");
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:iam/accessKey:AccessKey");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(it.get("status").is("Inactive"), "the stack makes an access key");
    }
}
