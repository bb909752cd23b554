package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.StackResources;
import dev.twospeed.policies.sdk.StackRule;
import dev.twospeed.policies.sdk.Truth;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;
import java.util.stream.Stream;

/** A setting of the account: a stack that does not declare it cannot tell. */
public final class S3AccountBlockPublicAccess implements StackRule {
    private static final String BLOCK = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock";

    @Override
    public Metadata metadata() {
        return Metadata.of("s3-account-block-public-access", Severity.MEDIUM)
                .holds("The account blocks public access to all of its S3 buckets.")
                .because("The next bucket that somebody makes by hand is open.")
                .fix("Turn all four settings of the account on, once, outside of the stacks of an environment.")
                .implementing(Controls.fsbp("S3.1"));
    }

    @Override
    public Set<String> types() {
        return Set.of("pulumi:pulumi:Stack");
    }

    @Override
    public Verdict check(PolicyResource it, StackResources stack) {
        return Verdict.mustHold(
                stack.any(
                                BLOCK,
                                block -> Stream.of(
                                                "blockPublicAcls",
                                                "blockPublicPolicy",
                                                "ignorePublicAcls",
                                                "restrictPublicBuckets")
                                        .map(setting -> block.get(setting).isTrue())
                                        .reduce(Truth.TRUE, Truth::and))
                        .or(stack.any(BLOCK, block -> Truth.TRUE).not().and(Truth.UNKNOWN)),
                "the account does not block public access");
    }
}
