package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Truth;
import dev.twospeed.policies.sdk.Value;
import dev.twospeed.policies.sdk.Verdict;
import java.util.List;
import java.util.Set;

/** Nobody is handed the means to open the bucket; roles of the own account have them by IAM. */
public final class S3BucketLimitOtherAccounts implements ResourceRule {
    private static final List<String> HANDING_OVER = List.of(
            "s3:DeleteBucketPolicy",
            "s3:PutBucketAcl",
            "s3:PutBucketPolicy",
            "s3:PutEncryptionConfiguration",
            "s3:PutObjectAcl");

    @Override
    public Metadata metadata() {
        return Metadata.of("s3-bucket-limit-other-accounts", Severity.HIGH)
                .holds("S3 bucket policies hand nobody the actions that change who has access.")
                .because("Whoever may change the policy may do everything.")
                .fix(
                        "Take DeleteBucketPolicy, PutBucketPolicy, PutBucketAcl, PutObjectAcl and PutEncryptionConfiguration from the statement.")
                .implementing(Controls.fsbp("S3.6"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:s3/bucketPolicy:BucketPolicy");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustNotHold(
                AccessPolicies.anyAllowed(
                        it.get("policy"),
                        statement -> names(statement.get("Principal"))
                                .and(HANDING_OVER.stream()
                                        .map(action -> AccessPolicies.takesIn(statement, action))
                                        .reduce(Truth.FALSE, Truth::or))),
                "a statement hands out actions that change who has access");
    }

    /** Accounts, roles and users; services are not handed anything. */
    private static Truth names(Value principal) {
        return principal.isObject() ? principal.get("AWS").isPresent() : principal.isPresent();
    }
}
