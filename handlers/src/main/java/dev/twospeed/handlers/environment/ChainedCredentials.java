package dev.twospeed.handlers.environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;

/** What the SDK's chain of places to look in finds; apart from {@link Credentials}, whose functions start without the SDK if they can. */
final class ChainedCredentials implements Credentials {
    private final AwsCredentialsProvider chain =
            DefaultCredentialsProvider.builder().build();

    @Override
    public AccessKey get() {
        try {
            AwsCredentials found = chain.resolveCredentials();
            return new AccessKey(
                    found.accessKeyId(),
                    found.secretAccessKey(),
                    found instanceof AwsSessionCredentials session ? session.sessionToken() : null);
        } catch (SdkException e) {
            throw new UncheckedIOException(
                    "No credentials were found: the function or job needs a role.", new IOException(e.getMessage(), e));
        }
    }
}
