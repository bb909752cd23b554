package dev.twospeed.local.cloud;

import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.StackResources;
import dev.twospeed.policies.sdk.Value;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3control.S3ControlClient;
import software.amazon.awssdk.services.s3control.model.NoSuchPublicAccessBlockConfigurationException;
import software.amazon.awssdk.services.s3control.model.PublicAccessBlockConfiguration;

/**
 * Settings of a whole account and region, which no stack of an environment owns, in the form in which the policy pack reads
 * resources: as if one stack declared them all.
 */
public final class AccountSettings {
    private final S3ControlClient s3;
    private final Ec2Client ec2;
    private final GlueClient glue;

    /** Reads by these clients, whose region counts. */
    public AccountSettings(S3ControlClient s3, Ec2Client ec2, GlueClient glue) {
        this.s3 = s3;
        this.ec2 = ec2;
        this.glue = glue;
    }

    /**
     * The settings of an account.
     *
     * @param account its twelve digits
     * @throws software.amazon.awssdk.core.exception.SdkException when one cannot be read
     */
    public StackResources of(String account) {
        return new StackResources(List.of(
                resource(account, "pulumi:pulumi:Stack", Map.of()),
                resource(account, "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock", publicAccess(account)),
                resource(account, "aws:ebs/encryptionByDefault:EncryptionByDefault", volumes()),
                resource(
                        account,
                        "aws:glue/dataCatalogEncryptionSettings:DataCatalogEncryptionSettings",
                        Map.of("dataCatalogEncryptionSettings", Value.of(catalog())))));
    }

    private Map<String, Value> publicAccess(String account) {
        var block = block(account);
        return Map.of(
                "blockPublicAcls", Value.of(block.blockPublicAcls()),
                "blockPublicPolicy", Value.of(block.blockPublicPolicy()),
                "ignorePublicAcls", Value.of(block.ignorePublicAcls()),
                "restrictPublicBuckets", Value.of(block.restrictPublicBuckets()));
    }

    private PublicAccessBlockConfiguration block(String account) {
        try {
            return s3.getPublicAccessBlock(request -> request.accountId(account))
                    .publicAccessBlockConfiguration();
        } catch (NoSuchPublicAccessBlockConfigurationException e) {
            // An account that never set any blocks nothing.
            return PublicAccessBlockConfiguration.builder().build();
        }
    }

    private Map<String, Value> volumes() {
        return Map.of(
                "enabled", Value.of(ec2.getEbsEncryptionByDefault(request -> {}).ebsEncryptionByDefault()));
    }

    private Map<String, Value> catalog() {
        var settings = glue.getDataCatalogEncryptionSettings(request -> {}).dataCatalogEncryptionSettings();
        var atRest = settings.encryptionAtRest();
        var passwords = settings.connectionPasswordEncryption();
        return Map.of(
                "encryptionAtRest",
                Value.of(
                        atRest == null
                                ? null
                                : Map.of("catalogEncryptionMode", Value.of(atRest.catalogEncryptionModeAsString()))),
                "connectionPasswordEncryption",
                Value.of(
                        passwords == null
                                ? null
                                : Map.of(
                                        "returnConnectionPasswordEncrypted",
                                        Value.of(passwords.returnConnectionPasswordEncrypted()))));
    }

    private static PolicyResource resource(String account, String type, Map<String, Value> properties) {
        return new PolicyResource(
                "urn:pulumi:account::" + account + "::" + type + "::" + account,
                type,
                account,
                Value.of(properties),
                Map.of());
    }
}
