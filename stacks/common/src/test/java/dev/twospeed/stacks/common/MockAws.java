package dev.twospeed.stacks.common;

import com.pulumi.test.Mocks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers a program as AWS would: each resource gets an id, an ARN and the values that only AWS can know. */
final class MockAws implements Mocks {
    private static final String ACCOUNT = "123456789012";

    private final Map<String, Map<String, Object>> stacks;

    /** The provider's functions that the program called, with their arguments. */
    private final List<String> calls = new CopyOnWriteArrayList<>();

    MockAws(Map<String, Map<String, Object>> stacks) {
        this.stacks = stacks;
    }

    @Override
    public CompletableFuture<ResourceResult> newResourceAsync(ResourceArgs args) {
        var state = new HashMap<String, Object>(args.inputs);
        var kind = args.type.substring(args.type.lastIndexOf(':') + 1);
        state.put("arn", "arn:aws:mock:us-east-1:" + ACCOUNT + ":" + kind + "/" + args.name);
        state.putIfAbsent("name", args.name);
        switch (kind) {
            case "Instance" -> {
                state.put("address", args.name + ".mock.us-east-1.rds.amazonaws.com");
                state.put("port", 5432);
                state.put("resourceId", "db-ABCDEFGHIJKLMNOPQRSTUVWXYZ");
                state.put("masterUserSecrets", List.of(Map.of("secretArn", secretArn(args.name))));
            }
            case "VpcEndpoint" -> state.put("prefixListId", "pl-63a5400a");
            case "Function" -> state.put("version", "1");
            case "FunctionUrl" -> state.put("functionUrl", "https://mock.lambda-url.us-east-1.on.aws/");
            case "Key" -> state.put("keyId", "11111111-2222-3333-4444-555555555555");
            default -> {
                // Nothing that the programs read.
            }
        }
        return CompletableFuture.completedFuture(ResourceResult.of(Optional.of(args.name + "-id"), state));
    }

    private static String secretArn(String name) {
        return "arn:aws:secretsmanager:us-east-1:" + ACCOUNT + ":secret:rds!" + name;
    }

    @Override
    public CompletableFuture<Map<String, Object>> callAsync(CallArgs args) {
        calls.add(args.token + " " + args.args);
        return switch (args.token) {
            case "aws:index/getCallerIdentity:getCallerIdentity" ->
                answer(Map.of(
                        "accountId",
                        ACCOUNT,
                        "arn",
                        "arn:aws:iam::" + ACCOUNT + ":root",
                        "id",
                        ACCOUNT,
                        "userId",
                        "u"));
            case "aws:index/getAvailabilityZones:getAvailabilityZones" ->
                answer(Map.of(
                        "id", "us-east-1",
                        "names", List.of("us-east-1c", "us-east-1a", "us-east-1b"),
                        "zoneIds", List.of("use1-az3", "use1-az1", "use1-az2"),
                        "groupNames", List.of("us-east-1")));
            case "aws:ec2/getPrefixList:getPrefixList" ->
                answer(Map.of("id", "pl-63a5400a", "name", "com.amazonaws.us-east-1.s3", "cidrBlocks", List.of()));
            case "aws:ec2/getSubnet:getSubnet" ->
                answer(Map.of("id", String.valueOf(args.args.get("id")), "availabilityZone", "us-east-1a"));
            case "aws:lambda/getInvocation:getInvocation" -> invocation(args.args);
            case "pulumi:pulumi:readStackOutputs" -> stack(String.valueOf(args.args.get("name")));
            default -> throw new IllegalArgumentException("the mock does not know the function " + args.token);
        };
    }

    private static CompletableFuture<Map<String, Object>> invocation(Map<String, Object> arguments) {
        var answer = new HashMap<>(arguments);
        answer.put("id", "invocation");
        answer.put("result", "{}");
        return answer(answer);
    }

    List<String> calls() {
        return List.copyOf(calls);
    }

    private CompletableFuture<Map<String, Object>> stack(String name) {
        var outputs = stacks.get(name);
        if (outputs == null) {
            return CompletableFuture.failedFuture(new IllegalStateException("unknown stack \"" + name + "\""));
        }
        return answer(Map.of("name", name, "outputs", outputs, "secretOutputNames", List.of()));
    }

    private static CompletableFuture<Map<String, Object>> answer(Map<String, Object> values) {
        return CompletableFuture.completedFuture(values);
    }
}
