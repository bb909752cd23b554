package dev.twospeed.glue.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** A user and a password, as RDS keeps them in the secret that it manages. */
public record DatabaseLogin(String user, String password) {
    /** Reads the secret of a database with the job's own role. */
    public static DatabaseLogin ofSecret(String secretArn) {
        try (var secrets = SecretsManagerClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            return parse(
                    secretArn,
                    secrets.getSecretValue(request -> request.secretId(secretArn))
                            .secretString());
        }
    }

    static DatabaseLogin parse(String secretArn, String secret) {
        try {
            var document = new ObjectMapper().readTree(secret);
            var user = document.path("username").asText();
            var password = document.path("password").asText();
            if (!user.isEmpty() && !password.isEmpty()) {
                return new DatabaseLogin(user, password);
            }
        } catch (JsonProcessingException e) {
            // Said below, without the parser's message: it would quote the secret.
        }
        throw new IllegalArgumentException("The secret " + secretArn
                + " of the source database is no JSON with \"username\" and \"password\":"
                + " store it the way RDS does, or use a password that RDS manages.");
    }

    @Override
    public String toString() {
        return "DatabaseLogin[" + user + "]";
    }
}
