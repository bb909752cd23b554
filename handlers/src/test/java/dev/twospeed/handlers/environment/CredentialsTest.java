package dev.twospeed.handlers.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CredentialsTest {
    /** The first place that the SDK's chain looks in. */
    private static final String[] PROPERTIES = {"aws.accessKeyId", "aws.secretAccessKey", "aws.sessionToken"};

    @AfterEach
    void clear() {
        for (String property : PROPERTIES) {
            System.clearProperty(property);
        }
    }

    @Test
    void shouldBeThoseOfTheVariables_whenLambdaSetsThem() {
        Environment lambda = new Environment(
                Map.of("AWS_ACCESS_KEY_ID", "ASIA1", "AWS_SECRET_ACCESS_KEY", "secret", "AWS_SESSION_TOKEN", "token"));

        assertThat(Credentials.ofFunction(lambda).get().equals(new AccessKey("ASIA1", "secret", "token")))
                .isTrue();
    }

    @Test
    void shouldBeThoseOfTheChainAsTheyAreNow_whenNoVariableIsSet() {
        Credentials credentials = Credentials.ofFunction(new Environment(Map.of()));

        set("ASIA1", "secret", "token");
        assertThat(credentials.get().equals(new AccessKey("ASIA1", "secret", "token")))
                .isTrue();

        clear();
        set("AKIA2", "other");
        assertThat(credentials.get().equals(new AccessKey("AKIA2", "other", null)))
                .isTrue();
    }

    private static void set(String... values) {
        for (int i = 0; i < values.length; i++) {
            System.setProperty(PROPERTIES[i], values[i]);
        }
    }
}
