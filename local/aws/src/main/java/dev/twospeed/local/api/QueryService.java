package dev.twospeed.local.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** An AWS service of the query protocol: form parameters in, XML out, found by the version of its API. */
public interface QueryService {
    /** The version its clients send, such as {@code 2010-03-31} of SNS. */
    String apiVersion();

    /**
     * Answers one request.
     *
     * @param action such as {@code Publish}
     * @param parameters all of them, lists as {@code Name.member.1}
     * @param caller ARN of the role or user whose access key signed the request
     * @return the content of the result; arrays become lists of {@code member} elements
     * @throws dev.twospeed.local.resource.AwsError as the service would
     */
    ObjectNode handle(String action, Map<String, String> parameters, String caller);
}
