package dev.twospeed.local.lambda;

import dev.twospeed.local.EmbeddedAws;
import dev.twospeed.local.iam.Access;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.resource.AwsError;
import dev.twospeed.local.resource.Resource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What Lambda itself does with a function's role: take it on, join its network, decipher its variables, write its logs. */
final class FunctionRoles {
    // https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
    private static final List<String> NETWORK =
            List.of("CreateNetworkInterface", "DescribeNetworkInterfaces", "DeleteNetworkInterface", "DescribeSubnets");

    private final Access access;
    private final Map<String, String> keys = new ConcurrentHashMap<>();
    private final Map<String, String> logGroups = new ConcurrentHashMap<>();

    FunctionRoles(Access access) {
        this.access = access;
    }

    /**
     * Looks at a function that is deployed.
     *
     * @throws AwsError InvalidParameterValueException when its role is not fit
     */
    void take(Resource function) {
        know(function);
        var role = function.inputs().path("role").asText();
        if (!access.mayAssume("lambda.amazonaws.com", role, Map.of())) {
            throw invalid("The role defined for the function cannot be assumed by Lambda.");
        }
        if (!function.inputs().path("vpcConfig").path("subnetIds").isEmpty()) {
            for (var call : NETWORK) {
                if (!access.allows(role, "ec2:" + call, "*", Map.of())) {
                    throw invalid("The provided execution role does not have permissions to call " + call + " on EC2");
                }
            }
        }
    }

    /** Takes note of a function that was deployed before. */
    void know(Resource function) {
        var name = function.outputs().path("name").asText(function.id());
        keys.put(name, function.inputs().path("kmsKeyArn").asText(""));
        logGroups.put(
                name, function.inputs().path("loggingConfig").path("logGroup").asText("/aws/lambda/" + name));
    }

    /**
     * Asks the key with which a function's variables are encrypted.
     *
     * @throws AwsError KMSAccessDeniedException
     */
    void checkEnvironment(FunctionSpec function) {
        var key = keys.getOrDefault(function.name(), "");
        if (key.isEmpty() || function.variables().isEmpty()) {
            return;
        }
        try {
            var context = Map.of("kms:EncryptionContext:aws:lambda:FunctionArn", function.arn());
            access.checkKey(function.role(), "kms:Decrypt", key, "lambda", context);
        } catch (AwsError e) {
            throw new AwsError(
                    502,
                    "KMSAccessDeniedException",
                    "Lambda was unable to decrypt the environment variables because KMS access was denied. Please check"
                            + " the function's KMS key settings. KMS Exception: AccessDeniedException KMS Message: "
                            + e.getMessage());
        }
    }

    /** Whether CloudWatch takes the function's log lines. */
    boolean mayLog(FunctionSpec function) {
        var group = logGroups.getOrDefault(function.name(), "/aws/lambda/" + function.name());
        var stream = "arn:aws:logs:" + EmbeddedAws.REGION + ":" + AccessKeys.ACCOUNT + ":log-group:" + group
                + ":log-stream:" + function.version();
        return List.of("logs:CreateLogStream", "logs:PutLogEvents").stream()
                .allMatch(action -> access.allows(function.role(), action, stream, Map.of()));
    }

    private static AwsError invalid(String message) {
        return new AwsError(400, "InvalidParameterValueException", message);
    }
}
