package dev.twospeed.handlers.environment;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/** The credentials of this function, as they are now. */
@FunctionalInterface
public interface Credentials {
    /**
     * Asks for them.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException if there are none
     */
    AwsCredentials get();

    /**
     * Those of the variables that Lambda sets, which need no further look; where it sets none, as in a function with SnapStart, those that the
     * SDK's chain finds, which asks for new ones in time.
     */
    static Credentials ofFunction(Environment environment) {
        String id = environment.textOrNull("AWS_ACCESS_KEY_ID");
        String secret = environment.textOrNull("AWS_SECRET_ACCESS_KEY");
        String token = environment.textOrNull("AWS_SESSION_TOKEN");
        if (id != null && secret != null) {
            AwsCredentials fixed = token == null
                    ? AwsBasicCredentials.create(id, secret)
                    : AwsSessionCredentials.create(id, secret, token);
            return () -> fixed;
        }
        AwsCredentialsProvider chain = DefaultCredentialsProvider.builder().build();
        return chain::resolveCredentials;
    }
}
