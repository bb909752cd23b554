package dev.twospeed.stacks.common;

import com.pulumi.aws.s3.BucketLifecycleConfigurationV2;
import com.pulumi.aws.s3.BucketLifecycleConfigurationV2Args;
import com.pulumi.aws.s3.BucketLoggingV2;
import com.pulumi.aws.s3.BucketLoggingV2Args;
import com.pulumi.aws.s3.BucketNotification;
import com.pulumi.aws.s3.BucketNotificationArgs;
import com.pulumi.aws.s3.BucketOwnershipControls;
import com.pulumi.aws.s3.BucketOwnershipControlsArgs;
import com.pulumi.aws.s3.BucketPolicy;
import com.pulumi.aws.s3.BucketPolicyArgs;
import com.pulumi.aws.s3.BucketPublicAccessBlock;
import com.pulumi.aws.s3.BucketPublicAccessBlockArgs;
import com.pulumi.aws.s3.BucketServerSideEncryptionConfigurationV2;
import com.pulumi.aws.s3.BucketServerSideEncryptionConfigurationV2Args;
import com.pulumi.aws.s3.BucketV2;
import com.pulumi.aws.s3.BucketV2Args;
import com.pulumi.aws.s3.BucketVersioningV2;
import com.pulumi.aws.s3.BucketVersioningV2Args;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleAbortIncompleteMultipartUploadArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleExpirationArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleFilterArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleNoncurrentVersionExpirationArgs;
import com.pulumi.aws.s3.inputs.BucketOwnershipControlsRuleArgs;
import com.pulumi.aws.s3.inputs.BucketServerSideEncryptionConfigurationV2RuleApplyServerSideEncryptionByDefaultArgs;
import com.pulumi.aws.s3.inputs.BucketServerSideEncryptionConfigurationV2RuleArgs;
import com.pulumi.aws.s3.inputs.BucketVersioningV2VersioningConfigurationArgs;
import com.pulumi.core.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A bucket as all of ours are: encrypted, versioned, private, TLS only, with a lifecycle and access logs. */
public final class SecureBucket extends Component {
    private final BucketV2 bucket;
    private final BucketPolicy policy;

    /**
     * How one bucket differs from the others.
     *
     * @param kmsKeyArn empty for S3's own key, which the access logs need
     * @param logBucket where accesses are logged; empty for the log bucket itself
     * @param noncurrentDays days that replaced and deleted objects are kept
     * @param expireDays days that objects are kept, by the prefix of their keys; others until somebody deletes them
     * @param eventBridge whether S3 sends its events to EventBridge
     * @param statements additions to the policy, each given the bucket's ARN
     */
    public record Settings(
            Optional<Output<String>> kmsKeyArn,
            Optional<Output<String>> logBucket,
            int noncurrentDays,
            Map<String, Integer> expireDays,
            boolean eventBridge,
            List<java.util.function.Function<Output<String>, Statement>> statements) {}

    /** Makes the bucket; {@code name} says what it holds and is part of its global name. */
    public SecureBucket(String name, Scope scope, Settings settings) {
        super("twospeed:common:SecureBucket", name);
        var child = scope.childOf(this);
        bucket = new BucketV2(
                name,
                BucketV2Args.builder()
                        .bucket(scope.bucketName(name))
                        .forceDestroy(!scope.protectData())
                        .tags(scope.tags(name))
                        .build(),
                scope.statefulChildOf(this));
        new BucketOwnershipControls(
                name,
                BucketOwnershipControlsArgs.builder()
                        .bucket(bucket.id())
                        .rule(BucketOwnershipControlsRuleArgs.builder()
                                .objectOwnership("BucketOwnerEnforced")
                                .build())
                        .build(),
                child);
        var block = new BucketPublicAccessBlock(
                name,
                BucketPublicAccessBlockArgs.builder()
                        .bucket(bucket.id())
                        .blockPublicAcls(true)
                        .blockPublicPolicy(true)
                        .ignorePublicAcls(true)
                        .restrictPublicBuckets(true)
                        .build(),
                child);
        var versioning = new BucketVersioningV2(
                name,
                BucketVersioningV2Args.builder()
                        .bucket(bucket.id())
                        .versioningConfiguration(BucketVersioningV2VersioningConfigurationArgs.builder()
                                .status("Enabled")
                                .build())
                        .build(),
                child);
        encrypt(name, settings, scope);
        new BucketLifecycleConfigurationV2(
                name,
                BucketLifecycleConfigurationV2Args.builder()
                        .bucket(bucket.id())
                        .rules(rules(settings))
                        .build(),
                // S3 takes rules about old versions only once it keeps versions.
                com.pulumi.resources.CustomResourceOptions.builder()
                        .parent(this)
                        .dependsOn(versioning)
                        .build());
        var document = new PolicyDocument().with(tlsOnly());
        settings.statements().forEach(statement -> document.with(statement.apply(bucket.arn())));
        policy = new BucketPolicy(
                name,
                BucketPolicyArgs.builder()
                        .bucket(bucket.id())
                        .policy(document.json())
                        .build(),
                // Both change the bucket's access settings, and S3 answers a conflict when they do so at once.
                com.pulumi.resources.CustomResourceOptions.builder()
                        .parent(this)
                        .dependsOn(block)
                        .build());
        settings.logBucket()
                .ifPresent(logs -> new BucketLoggingV2(
                        name,
                        BucketLoggingV2Args.builder()
                                .bucket(bucket.id())
                                .targetBucket(logs)
                                .targetPrefix("s3/" + name + "/")
                                .build(),
                        child));
        if (settings.eventBridge()) {
            new BucketNotification(
                    name,
                    BucketNotificationArgs.builder()
                            .bucket(bucket.id())
                            .eventbridge(true)
                            .build(),
                    child);
        }
        registerOutputs(Map.of());
    }

    /** The bucket's name. */
    public Output<String> bucket() {
        return bucket.bucket();
    }

    /** The bucket's name, known once its policy is in force: until then S3 may refuse to log to it. */
    public Output<String> logTarget() {
        return policy.bucket();
    }

    public Output<String> arn() {
        return bucket.arn();
    }

    private void encrypt(String name, Settings settings, Scope scope) {
        var byDefault = BucketServerSideEncryptionConfigurationV2RuleApplyServerSideEncryptionByDefaultArgs.builder();
        settings.kmsKeyArn()
                .ifPresentOrElse(
                        key -> byDefault.sseAlgorithm("aws:kms").kmsMasterKeyId(key),
                        () -> byDefault.sseAlgorithm("AES256"));
        var rule = BucketServerSideEncryptionConfigurationV2RuleArgs.builder()
                .applyServerSideEncryptionByDefault(byDefault.build());
        // A bucket key saves a call of KMS for every object; S3's own key has none.
        settings.kmsKeyArn().ifPresent(key -> rule.bucketKeyEnabled(true));
        new BucketServerSideEncryptionConfigurationV2(
                name,
                BucketServerSideEncryptionConfigurationV2Args.builder()
                        .bucket(bucket.id())
                        .rules(rule.build())
                        .build(),
                scope.childOf(this));
    }

    private static List<BucketLifecycleConfigurationV2RuleArgs> rules(Settings settings) {
        var rules = new ArrayList<BucketLifecycleConfigurationV2RuleArgs>();
        rules.add(rule("tidy", "")
                .abortIncompleteMultipartUpload(
                        BucketLifecycleConfigurationV2RuleAbortIncompleteMultipartUploadArgs.builder()
                                .daysAfterInitiation(7)
                                .build())
                .noncurrentVersionExpiration(BucketLifecycleConfigurationV2RuleNoncurrentVersionExpirationArgs.builder()
                        .noncurrentDays(settings.noncurrentDays())
                        .build())
                // What a deletion leaves behind once the old versions are gone.
                .expiration(BucketLifecycleConfigurationV2RuleExpirationArgs.builder()
                        .expiredObjectDeleteMarker(true)
                        .build())
                .build());
        new TreeMap<>(settings.expireDays())
                .forEach((prefix, days) ->
                        rules.add(rule(prefix.isEmpty() ? "expire" : "expire-" + prefix.replace("/", ""), prefix)
                                .expiration(BucketLifecycleConfigurationV2RuleExpirationArgs.builder()
                                        .days(days)
                                        .build())
                                .build()));
        return rules;
    }

    private static BucketLifecycleConfigurationV2RuleArgs.Builder rule(String id, String prefix) {
        return BucketLifecycleConfigurationV2RuleArgs.builder()
                .id(id)
                .status("Enabled")
                .filter(BucketLifecycleConfigurationV2RuleFilterArgs.builder()
                        .prefix(prefix)
                        .build());
    }

    private Statement tlsOnly() {
        return Statement.deny("TlsOnly")
                .everybody()
                .actions("s3:*")
                .on(bucket.arn())
                .on(Output.format("%s/*", bucket.arn()))
                .when("Bool", "aws:SecureTransport", "false");
    }
}
