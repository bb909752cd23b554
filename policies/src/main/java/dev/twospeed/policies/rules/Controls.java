package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Control;
import java.util.Locale;

/** The frameworks whose controls the rules implement. */
final class Controls {
    private static final String SECURITY_HUB = "https://docs.aws.amazon.com/securityhub/latest/userguide/";

    private Controls() {}

    /** A control of AWS Foundational Security Best Practices, such as {@code S3.5}. */
    static Control fsbp(String id) {
        return new Control("AWS FSBP", id, page(id));
    }

    /** A control of AWS Security Hub that this standard leaves out. */
    static Control securityHub(String id) {
        return new Control("AWS Security Hub", id, page(id));
    }

    /** A rule of cdk-nag, such as {@code AwsSolutions-S10}. */
    static Control cdkNag(String id) {
        return new Control("cdk-nag", id, "https://github.com/cdklabs/cdk-nag/blob/main/RULES.md");
    }

    /** A best practice of the AWS Well-Architected Framework, such as {@code SEC02-BP03}. */
    static Control wellArchitected(String id) {
        return new Control(
                "AWS Well-Architected",
                id,
                "https://docs.aws.amazon.com/wellarchitected/latest/framework/appendix.html");
    }

    /** Advice of AWS's own documentation for which no framework has a control. */
    static Control guide(String service, String topic, String link) {
        return new Control(service + " guide", topic, link);
    }

    /** {@code S3.5} is described in {@code s3-controls.html#s3-5}. */
    private static String page(String id) {
        var service = id.substring(0, id.indexOf('.')).toLowerCase(Locale.ROOT);
        return SECURITY_HUB + service + "-controls.html#"
                + id.toLowerCase(Locale.ROOT).replace('.', '-');
    }
}
