package dev.twospeed.local.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** An AWS service of the JSON protocol: operation by the header {@code X-Amz-Target: prefix.Operation}. */
public interface JsonService {
    /** The part before the dot, such as {@code AWSGlue} or {@code secretsmanager}. */
    String targetPrefix();

    /**
     * Answers one request.
     *
     * @param operation the part after the dot, such as {@code StartJobRun}
     * @param caller ARN of the role or user whose access key signed the request
     * @throws dev.twospeed.local.resource.AwsError as the service would
     */
    ObjectNode handle(String operation, ObjectNode request, String caller);
}
