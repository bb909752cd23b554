package dev.twospeed.local;

import dev.twospeed.local.iam.AccessKeys.AccessKey;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the embedded AWS listens, all on 127.0.0.1.
 *
 * @param s3 the S3 endpoint
 * @param api the endpoint of every other service
 * @param region the region it plays
 */
public record Endpoints(URI s3, URI api, String region) {
    /** The environment variables with which any AWS SDK talks to the embedded AWS as the holder of a key. */
    public Map<String, String> environment(AccessKey key) {
        var variables = new LinkedHashMap<String, String>();
        variables.put("AWS_REGION", region);
        variables.put("AWS_DEFAULT_REGION", region);
        variables.put("AWS_ACCESS_KEY_ID", key.id());
        variables.put("AWS_SECRET_ACCESS_KEY", key.secret());
        variables.put("AWS_ENDPOINT_URL", api.toString());
        variables.put("AWS_ENDPOINT_URL_S3", s3.toString());
        return variables;
    }
}
