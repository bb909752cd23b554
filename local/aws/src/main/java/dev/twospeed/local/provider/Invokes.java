package dev.twospeed.local.provider;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.lambda.FunctionInvoker;
import dev.twospeed.local.resource.AwsError;
import dev.twospeed.local.resource.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The provider's functions: what a stack program asks about the account it deploys to. */
final class Invokes {
    private static final List<String> ZONES = List.of("a", "b", "c");

    private final String region;

    private final Optional<FunctionInvoker> functions;

    /** Without functions that run, an invocation is answered with an empty object. */
    Invokes(String region, Optional<FunctionInvoker> functions) {
        this.region = region;
        this.functions = functions;
    }

    /**
     * Answers a function.
     *
     * @throws Refusal naming the function if it is not known
     */
    ObjectNode invoke(String token, ObjectNode arguments) {
        return switch (token) {
            case "aws:index/getCallerIdentity:getCallerIdentity" ->
                object().put("id", AccessKeys.ACCOUNT)
                        .put("accountId", AccessKeys.ACCOUNT)
                        .put("arn", AccessKeys.OPERATOR)
                        .put("userId", AccessKeys.ACCOUNT);
            case "aws:index/getRegion:getRegion" ->
                object().put("id", region)
                        .put("name", region)
                        .put("description", "The embedded AWS")
                        .put("endpoint", "ec2." + region + ".amazonaws.com");
            case "aws:index/getPartition:getPartition" ->
                object().put("id", "aws")
                        .put("partition", "aws")
                        .put("dnsSuffix", "amazonaws.com")
                        .put("reverseDnsPrefix", "com.amazonaws");
            case "aws:index/getAvailabilityZones:getAvailabilityZones" -> availabilityZones(arguments);
            case "aws:lambda/getInvocation:getInvocation" -> invocation(arguments);
            case "aws:ec2/getPrefixList:getPrefixList", "aws:ec2/getManagedPrefixList:getManagedPrefixList" ->
                object().put("id", "pl-63a5400a")
                        .put("prefixListId", "pl-63a5400a")
                        .put("name", arguments.path("name").asText("com.amazonaws." + region + ".s3"));
            default ->
                throw new Refusal("The embedded AWS does not know the function " + token
                        + ": add it to local/aws/src/main/java/dev/twospeed/local/provider/Invokes.java.");
        };
    }

    private ObjectNode invocation(ObjectNode arguments) {
        var function = arguments.path("functionName").asText();
        var input = arguments.path("input").asText();
        var result = functions.map(invoker -> invoker.invoke(function, input.getBytes(StandardCharsets.UTF_8)));
        var payload = result.map(answer -> new String(answer.payload(), StandardCharsets.UTF_8))
                .orElse("{}");
        if (result.isPresent() && result.get().functionError() != null) {
            throw new AwsError(400, "FunctionError", "Lambda function (" + function + ") returned error: " + payload);
        }
        return arguments.deepCopy().put("id", function).put("result", payload);
    }

    private ObjectNode availabilityZones(ObjectNode arguments) {
        var answer = object().put("id", region);
        for (int i = 0; i < ZONES.size(); i++) {
            answer.withArray("/names").add(region + ZONES.get(i));
            answer.withArray("/zoneIds").add("use1-az" + (i + 1));
        }
        answer.withArray("/groupNames").add(region);
        arguments.properties().forEach(field -> answer.set(field.getKey(), field.getValue()));
        return answer;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
