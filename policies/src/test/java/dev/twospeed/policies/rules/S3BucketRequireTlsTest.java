package dev.twospeed.policies.rules;

import static dev.twospeed.policies.rules.Resources.assertBroken;
import static dev.twospeed.policies.rules.Resources.assertKept;
import static dev.twospeed.policies.rules.Resources.assertUndecided;
import static dev.twospeed.policies.rules.Resources.resource;

import org.junit.jupiter.api.Test;

class S3BucketRequireTlsTest {
    private static final String TYPE = "aws:s3/bucketV2:BucketV2";

    private final S3BucketRequireTls rule = new S3BucketRequireTls();

    @Test
    void shouldBeKept_whenItHolds() {
        assertKept(
                rule,
                resource(TYPE, "{'bucket': 'lake'}"),
                resource(
                        "aws:s3/bucketPolicy:BucketPolicy",
                        "{\"policy\": \"{\\\"Statement\\\": [{\\\"Effect\\\": \\\"Deny\\\", \\\"Principal\\\": \\\"*\\\", \\\"Action\\\": \\\"s3:*\\\", \\\"Resource\\\": \\\"*\\\", \\\"Condition\\\": {\\\"Bool\\\": {\\\"aws:SecureTransport\\\": \\\"false\\\"}}}]}\", \"bucket\": \"lake\"}"));
        assertKept(
                rule,
                resource(TYPE, "{'bucket': 'lake'}"),
                resource(
                        "aws:s3/bucketPolicy:BucketPolicy",
                        "{\"policy\": \"{\\\"Statement\\\": [{\\\"Effect\\\": \\\"Deny\\\", \\\"Principal\\\": {\\\"AWS\\\": \\\"*\\\"}, \\\"Action\\\": \\\"s3:*\\\", \\\"Resource\\\": \\\"*\\\", \\\"Condition\\\": {\\\"Bool\\\": {\\\"aws:SecureTransport\\\": \\\"false\\\"}}}]}\", \"bucket\": \"lake\"}"));
        assertKept(
                rule,
                resource(
                        TYPE,
                        "{\"policy\": \"{\\\"Statement\\\": [{\\\"Effect\\\": \\\"Deny\\\", \\\"Principal\\\": \\\"*\\\", \\\"Action\\\": \\\"s3:*\\\", \\\"Resource\\\": \\\"*\\\", \\\"Condition\\\": {\\\"Bool\\\": {\\\"aws:SecureTransport\\\": \\\"false\\\"}}}]}\", \"bucket\": \"lake\"}"));
    }

    @Test
    void shouldBeBroken_whenItDoesNotHold() {
        assertBroken(rule, resource(TYPE, "{'bucket': 'lake'}"));
        assertBroken(
                rule,
                resource(TYPE, "{'bucket': 'lake'}"),
                resource(
                        "aws:s3/bucketPolicy:BucketPolicy",
                        "{\"policy\": \"{\\\"Statement\\\": [{\\\"Effect\\\": \\\"Allow\\\", \\\"Principal\\\": \\\"*\\\", \\\"Action\\\": \\\"s3:*\\\", \\\"Resource\\\": \\\"*\\\", \\\"Condition\\\": {\\\"Bool\\\": {\\\"aws:SecureTransport\\\": \\\"false\\\"}}}]}\", \"bucket\": \"lake\"}"));
        assertBroken(
                rule,
                resource(TYPE, "{'bucket': 'lake'}"),
                resource(
                        "aws:s3/bucketPolicy:BucketPolicy",
                        "{\"policy\": \"{\\\"Statement\\\": [{\\\"Effect\\\": \\\"Deny\\\", \\\"Principal\\\": \\\"*\\\", \\\"Action\\\": \\\"s3:GetObject\\\", \\\"Resource\\\": \\\"*\\\", \\\"Condition\\\": {\\\"Bool\\\": {\\\"aws:SecureTransport\\\": \\\"false\\\"}}}]}\", \"bucket\": \"lake\"}"));
        assertBroken(
                rule,
                resource(TYPE, "{'bucket': 'lake'}"),
                resource(
                        "aws:s3/bucketPolicy:BucketPolicy",
                        "{\"policy\": \"{\\\"Statement\\\": [{\\\"Effect\\\": \\\"Deny\\\", \\\"Principal\\\": \\\"*\\\", \\\"Action\\\": \\\"s3:*\\\", \\\"Resource\\\": \\\"*\\\", \\\"Condition\\\": {\\\"Bool\\\": {\\\"aws:SecureTransport\\\": \\\"true\\\"}}}]}\", \"bucket\": \"lake\"}"));
    }

    @Test
    void shouldBeUndecided_whenItIsNotKnown() {
        assertUndecided(
                rule,
                resource(TYPE, "{'bucket': 'lake'}"),
                resource("aws:s3/bucketPolicy:BucketPolicy", "{'bucket': 'lake', 'policy': '?'}"));
        assertUndecided(
                rule,
                resource(TYPE, "{'bucket': 'lake'}"),
                resource("aws:s3/bucketPolicy:BucketPolicy", "{'bucket': 'lake', 'policy': 'no JSON {'}"));
    }
}
