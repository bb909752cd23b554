package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.StackResources;
import dev.twospeed.policies.sdk.StackRule;
import dev.twospeed.policies.sdk.Truth;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** Policies alone say who has access; without ownership controls a new bucket knows no ACLs. */
public final class S3BucketForbidAcls implements StackRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("s3-bucket-forbid-acls", Severity.MEDIUM)
                .holds("S3 buckets use no access control lists.")
                .because("An ACL on one object among millions is seen by nobody.")
                .fix("Leave ACLs out, and set objectOwnership to BucketOwnerEnforced.")
                .implementing(Controls.fsbp("S3.12"));
    }

    @Override
    public Set<String> types() {
        return Buckets.TYPES;
    }

    @Override
    public Verdict check(PolicyResource it, StackResources stack) {
        return Verdict.mustNotHold(
                Buckets.hasEither(it, stack, "BucketAcl", acl -> Truth.TRUE)
                        .or(Buckets.has(
                                it,
                                stack,
                                "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
                                part -> part.at("rule.objectOwnership")
                                        .is("BucketOwnerEnforced")
                                        .not())),
                "the bucket has an ACL, or owners of objects other than the bucket");
    }
}
