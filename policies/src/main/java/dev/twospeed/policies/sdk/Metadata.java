package dev.twospeed.policies.sdk;

import java.util.List;

/**
 * What a rule says about itself.
 *
 * @param id service-resource-verb-object, such as {@code s3-bucket-block-public-access}
 * @param description what must hold, in one sentence
 * @param severity how much a violation matters
 * @param controls the controls it implements, such as {@code AWS FSBP S3.8} or {@code cdk-nag AwsSolutions-S2}
 * @param fix what to do about a violation
 * @param link where the control or the setting is documented
 */
public record Metadata(
        String id, String description, Severity severity, List<String> controls, String fix, String link) {
    /** The service, such as {@code s3}. */
    public String topic() {
        return id.substring(0, id.indexOf('-'));
    }
}
