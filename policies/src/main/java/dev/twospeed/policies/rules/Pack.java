package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Rule;
import java.util.List;

/** The rules of this pack. */
public final class Pack {
    /** As in PulumiPolicy.yaml's folder. */
    public static final String NAME = "twospeed";

    private Pack() {}

    /** All of them. */
    public static List<Rule> rules() {
        return List.of(
                new CloudwatchLogGroupSetRetention(),
                new FirehoseStreamSetErrorPrefix(),
                new GlueJobUseSecurityConfiguration(),
                new GlueJobUseSupportedVersion(),
                new IamPolicyForbidFullAccess(),
                new KinesisStreamEncrypt(),
                new LambdaFunctionUseSupportedRuntime(),
                new RdsInstanceEncryptStorage(),
                new RdsInstanceForbidPublicAccess(),
                new RdsInstanceManageMasterPassword(),
                new S3BucketBlockPublicAccess(),
                new S3BucketEncryptWithKms(),
                new S3BucketRequireTls());
    }
}
