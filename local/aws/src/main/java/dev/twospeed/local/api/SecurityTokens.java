package dev.twospeed.local.api;

import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.resource.AwsError;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The one operation of AWS STS that command lines ask for: who am I. */
final class SecurityTokens {
    private SecurityTokens() {}

    static RestAnswer answer(Map<String, String> parameters, String caller) {
        var action = parameters.getOrDefault("Action", "");
        if (!action.equals("GetCallerIdentity")) {
            throw new AwsError(
                    400,
                    "InvalidAction",
                    "The embedded AWS does not serve the action '" + action + "' of the query protocol");
        }
        var answer = "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                + "<GetCallerIdentityResult><Arn>" + caller + "</Arn><UserId>"
                + caller.substring(caller.lastIndexOf(':') + 1) + "</UserId><Account>" + AccessKeys.ACCOUNT
                + "</Account></GetCallerIdentityResult></GetCallerIdentityResponse>";
        return new RestAnswer(200, Map.of("Content-Type", "text/xml"), answer.getBytes(StandardCharsets.UTF_8));
    }
}
