package dev.twospeed.local.secrets;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A secret with its current value.
 *
 * @param arn with the six random characters that Secrets Manager adds to the name
 * @param kmsKeyId ARN of the key it is encrypted with, or empty for the account's own
 * @param owner the service that manages it, such as {@code rds}
 * @param created when it was made, in seconds since 1970
 */
public record Secret(
        String arn, String name, String kmsKeyId, String owner, String versionId, String value, double created) {
    /** For Jackson; see the record. */
    @JsonCreator
    public Secret(
            @JsonProperty("arn") String arn,
            @JsonProperty("name") String name,
            @JsonProperty("kmsKeyId") String kmsKeyId,
            @JsonProperty("owner") String owner,
            @JsonProperty("versionId") String versionId,
            @JsonProperty("value") String value,
            @JsonProperty("created") double created) {
        this.arn = arn;
        this.name = name;
        this.kmsKeyId = kmsKeyId;
        this.owner = owner;
        this.versionId = versionId;
        this.value = value;
        this.created = created;
    }

    @Override
    public String toString() {
        return "Secret[" + arn + "]";
    }
}
