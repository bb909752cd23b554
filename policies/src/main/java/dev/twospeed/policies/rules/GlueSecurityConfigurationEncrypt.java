package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** A security configuration that leaves one out encrypts two of three. */
public final class GlueSecurityConfigurationEncrypt implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("glue-security-configuration-encrypt", Severity.MEDIUM)
                .holds("Glue security configurations encrypt S3 data, logs and bookmarks with KMS.")
                .because("What is left out is readable to whoever reaches its storage.")
                .fix(
                        "Set s3EncryptionMode SSE-KMS, cloudwatchEncryptionMode SSE-KMS and jobBookmarksEncryptionMode CSE-KMS.")
                .implementing(Controls.cdkNag("AwsSolutions-GL1"), Controls.cdkNag("AwsSolutions-GL3"))
                .see("https://docs.aws.amazon.com/glue/latest/dg/encryption-security-configuration.html");
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:glue/securityConfiguration:SecurityConfiguration");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(
                it.at("encryptionConfiguration.s3Encryption.s3EncryptionMode")
                        .is("SSE-KMS")
                        .and(it.at("encryptionConfiguration.cloudwatchEncryption.cloudwatchEncryptionMode")
                                .is("SSE-KMS"))
                        .and(it.at("encryptionConfiguration.jobBookmarksEncryption.jobBookmarksEncryptionMode")
                                .is("CSE-KMS")),
                "S3 data, logs and bookmarks are not all encrypted with KMS");
    }
}
