package dev.twospeed.local.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.resource.AwsError;
import java.util.Map;

/** The one operation of AWS STS that command lines ask for: who am I. */
final class SecurityTokens implements QueryService {
    @Override
    public String apiVersion() {
        return "2011-06-15";
    }

    @Override
    public ObjectNode handle(String action, Map<String, String> parameters, String caller) {
        if (!action.equals("GetCallerIdentity")) {
            throw new AwsError(
                    400,
                    "InvalidAction",
                    "The embedded STS does not serve " + action + "; it serves GetCallerIdentity");
        }
        return JsonNodeFactory.instance
                .objectNode()
                .put("Arn", caller)
                .put("UserId", caller.substring(caller.lastIndexOf(':') + 1))
                .put("Account", AccessKeys.ACCOUNT);
    }
}
