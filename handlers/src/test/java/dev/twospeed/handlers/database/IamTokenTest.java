package dev.twospeed.handlers.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twospeed.handlers.environment.AccessKey;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rds.RdsUtilities;

class IamTokenTest {
    private static final DatabaseAddress ADDRESS =
            new DatabaseAddress("vectors.abc.eu-central-1.rds.amazonaws.com", 5432, "vectors", "eu-central-1", null);

    @Test
    void shouldBeTheTokenOfTheSdk_withKeysThatLastAndWithThoseOfASession() {
        assertSame(AwsBasicCredentials.create("AKIAEXAMPLE", "secret/with+signs"));
        assertSame(AwsSessionCredentials.create("ASIAEXAMPLE", "secret", "session/token+with=signs=="));
    }

    private static void assertSame(AwsCredentials credentials) {
        String session = credentials instanceof AwsSessionCredentials temporary ? temporary.sessionToken() : null;
        AccessKey key = new AccessKey(credentials.accessKeyId(), credentials.secretAccessKey(), session);
        IamToken ours = new IamToken(ADDRESS, "twospeed_reader", () -> key);
        RdsUtilities sdk = RdsUtilities.builder()
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build();
        String token;
        String expected;
        do {
            token = ours.get();
            expected = sdk.generateAuthenticationToken(request ->
                    request.hostname(ADDRESS.host()).port(ADDRESS.port()).username("twospeed_reader"));
            // Until both were signed within the same second.
        } while (!date(token).equals(date(expected)));

        assertThat(token).startsWith(ADDRESS.host() + ":5432/?");
        assertThat(parameters(token)).isEqualTo(parameters(expected)).contains("Action=connect", "X-Amz-Expires=900");
    }

    private static String date(String token) {
        return parameters(token).stream()
                .filter(parameter -> parameter.startsWith("X-Amz-Date="))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> parameters(String token) {
        return Set.of(URI.create("https://" + token).getRawQuery().split("&"));
    }
}
