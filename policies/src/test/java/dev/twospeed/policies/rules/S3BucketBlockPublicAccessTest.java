package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.resource;
import static dev.twospeed.policies.rules.Resources.urn;
import static dev.twospeed.policies.rules.Resources.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class S3BucketBlockPublicAccessTest {
    private static final String BUCKET = "aws:s3/bucketV2:BucketV2";
    private static final String BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
    private static final String ALL_ON =
            "'blockPublicAcls': true, 'blockPublicPolicy': true, 'ignorePublicAcls': true, 'restrictPublicBuckets': true";

    private final S3BucketBlockPublicAccess rule = new S3BucketBlockPublicAccess();
    private final PolicyResource bucket = resource(BUCKET, "{'bucket': 'lake'}");

    @Test
    void shouldBeKept_whenBlockNamesTheBucketOrIsComputedFromIt() {
        assertThat(verdict(rule, bucket, resource(BLOCK, "{'bucket': 'lake', " + ALL_ON + "}")))
                .isInstanceOf(Verdict.Kept.class);
        var computed =
                resource(BLOCK, "b", "{'bucket': '?', " + ALL_ON + "}", Map.of("bucket", Set.of(urn(BUCKET, "it"))));
        assertThat(verdict(rule, bucket, computed)).isInstanceOf(Verdict.Kept.class);
    }

    @Test
    void shouldBeBroken_whenBlockIsMissingOrAnothersOrIncomplete() {
        assertThat(verdict(rule, bucket)).isInstanceOf(Verdict.Broken.class);
        assertThat(verdict(rule, bucket, resource(BLOCK, "{'bucket': 'other', " + ALL_ON + "}")))
                .isInstanceOf(Verdict.Broken.class);
        assertThat(verdict(rule, bucket, resource(BLOCK, "{'bucket': 'lake', 'blockPublicAcls': true}")))
                .isInstanceOf(Verdict.Broken.class);
        var anothers =
                resource(BLOCK, "b", "{'bucket': '?', " + ALL_ON + "}", Map.of("bucket", Set.of(urn(BUCKET, "other"))));
        assertThat(verdict(rule, bucket, anothers)).isInstanceOf(Verdict.Broken.class);
    }

    @Test
    void shouldBeUndecided_whenOneSettingIsNotKnown() {
        var unknown = ALL_ON.replace("'blockPublicAcls': true", "'blockPublicAcls': '?'");
        assertThat(verdict(rule, bucket, resource(BLOCK, "{'bucket': 'lake', " + unknown + "}")))
                .isInstanceOf(Verdict.Undecided.class);
    }
}
