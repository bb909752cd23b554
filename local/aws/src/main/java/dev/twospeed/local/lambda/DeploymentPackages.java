package dev.twospeed.local.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.resource.AwsError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Fetches the zip files that functions are deployed from: an object in S3, or a file of whoever deploys. */
final class DeploymentPackages {
    private final S3Client s3;

    DeploymentPackages(S3Client s3) {
        this.s3 = s3;
    }

    /**
     * The zip file of a function.
     *
     * @param inputs of the Pulumi resource: {@code s3Bucket} and {@code s3Key}, or {@code code} as a file archive
     * @throws AwsError when it is not there
     */
    byte[] fetch(ObjectNode inputs) {
        var bucket = inputs.path("s3Bucket").asText("");
        var key = inputs.path("s3Key").asText("");
        if (!bucket.isEmpty() && !key.isEmpty()) {
            return object(bucket, key);
        }
        var file = inputs.path("code").path("path").asText("");
        if (file.isEmpty()) {
            throw invalid(
                    "The embedded Lambda takes code from s3Bucket and s3Key or from a zip file; neither is given");
        }
        try {
            return Files.readAllBytes(Path.of(file));
        } catch (IOException e) {
            throw invalid("The deployment package " + file + " could not be read as a file: " + e.getMessage());
        }
    }

    private byte[] object(String bucket, String key) {
        try {
            ResponseBytes<GetObjectResponse> object =
                    s3.getObject(r -> r.bucket(bucket).key(key), ResponseTransformer.toBytes());
            return object.asByteArrayUnsafe();
        } catch (S3Exception | SdkClientException e) {
            throw invalid("Error occurred while getting s3://" + bucket + "/" + key + ": " + e.getMessage());
        }
    }

    private static AwsError invalid(String message) {
        return new AwsError(400, "InvalidParameterValueException", message);
    }
}
