package dev.twospeed.handlers.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.SQLException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The master user's secret of a database, which RDS manages and rotates. */
public final class MasterSecret {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SecretsManagerClient secrets;
    private final String arn;

    /** The secret of this ARN. */
    public MasterSecret(SecretsManagerClient secrets, String arn) {
        this.secrets = secrets;
        this.arn = arn;
    }

    /**
     * The master user.
     *
     * @param user its name
     * @param password its password of now
     */
    public record Credentials(String user, String password) {
        @Override
        public String toString() {
            return "Credentials[user=" + user + "]";
        }
    }

    /**
     * Reads it anew: it may have been rotated.
     *
     * @throws SQLException if it cannot be read or is no such secret
     */
    public Credentials read() throws SQLException {
        try {
            JsonNode json = JSON.readTree(
                    secrets.getSecretValue(request -> request.secretId(arn)).secretString());
            if (!json.path("username").isTextual() || !json.path("password").isTextual()) {
                throw new SQLException("The secret " + arn + " has no texts \"username\" and \"password\"; it must be"
                        + " the one that RDS manages for the database's master user.");
            }
            return new Credentials(
                    json.get("username").textValue(), json.get("password").textValue());
        } catch (JsonProcessingException e) {
            // The cause would repeat parts of the secret.
            throw new SQLException("The secret " + arn + " is not the JSON that RDS writes.");
        } catch (SdkException e) {
            throw new SQLException("Reading the secret " + arn + " failed: " + e.getMessage(), e);
        }
    }
}
