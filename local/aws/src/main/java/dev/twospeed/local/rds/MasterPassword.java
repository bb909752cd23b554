package dev.twospeed.local.rds;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.twospeed.local.resource.AwsError;
import dev.twospeed.local.resource.Refusal;
import dev.twospeed.local.secrets.Secret;
import java.security.SecureRandom;

/** Master passwords as RDS makes and keeps them: 28 characters in a secret of its own. */
final class MasterPassword {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Printable ASCII without what RDS forbids (slash, at sign, double quote, space), nor what breaks in scripts. */
    private static final String CHARACTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&()*+,-.:;<=>?[]^_{|}~";

    private static final int LENGTH = 28;

    private MasterPassword() {}

    static String secretString(String user) {
        var password = new StringBuilder();
        new SecureRandom().ints(LENGTH, 0, CHARACTERS.length()).forEach(i -> password.append(CHARACTERS.charAt(i)));
        return JsonNodeFactory.instance
                .objectNode()
                .put("username", user)
                .put("password", password.toString())
                .toString();
    }

    static String of(Secret secret) {
        try {
            return JSON.readTree(secret.value()).path("password").asText();
        } catch (JacksonException e) {
            throw new Refusal("The secret " + secret.arn() + " does not hold a user name and password as JSON.", e);
        }
    }

    static String given(String password) {
        if (password.length() < 8) {
            throw new AwsError(
                    400,
                    "InvalidParameterValue",
                    "The parameter MasterUserPassword is not a valid password because it is shorter than 8 characters."
                            + " Set manageMasterUserPassword instead.");
        }
        return password;
    }
}
