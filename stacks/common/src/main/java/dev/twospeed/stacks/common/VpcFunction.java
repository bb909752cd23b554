package dev.twospeed.stacks.common;

import com.pulumi.aws.lambda.Function;
import com.pulumi.aws.lambda.FunctionArgs;
import com.pulumi.aws.lambda.inputs.FunctionEnvironmentArgs;
import com.pulumi.aws.lambda.inputs.FunctionLoggingConfigArgs;
import com.pulumi.aws.lambda.inputs.FunctionSnapStartArgs;
import com.pulumi.aws.lambda.inputs.FunctionTracingConfigArgs;
import com.pulumi.aws.lambda.inputs.FunctionVpcConfigArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A Java function in the private network, with a role, a security group and a log group of its own. */
public final class VpcFunction extends Component {
    private final Function function;
    private final ServiceRole role;
    private final List<Resource> ready = new ArrayList<>();

    /**
     * What one function is.
     *
     * @param handler the handler's class
     * @param reservedConcurrency how many may run at once, or -1 for as many as the account allows
     * @param snapStart whether versions are published that start from a snapshot
     * @param permissions what its role needs besides logs, traces and the network
     */
    public record Settings(
            String handler,
            int memoryMegabytes,
            int timeoutSeconds,
            int reservedConcurrency,
            boolean snapStart,
            Map<String, Output<String>> environment,
            List<Statement> permissions) {}

    /**
     * An environment for a function that computes: with the optimizing compiler, which Lambda leaves out so that functions
     * start sooner. Without it no loop becomes vector instructions and AES and SHA are computed by steps.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-customization.html">Lambda's manual</a>
     */
    public static Map<String, Output<String>> optimizing(Map<String, Output<String>> environment) {
        var variables = new TreeMap<>(environment);
        variables.put("JAVA_TOOL_OPTIONS", Output.of("-XX:TieredStopAtLevel=4"));
        return variables;
    }

    /** What the functions of a stack share. */
    public record Shared(Scope scope, FoundationOutputs foundation, EncryptedLogs logs, UploadedFile code) {}

    /** Makes the function. */
    public VpcFunction(String name, Shared shared, Settings settings, Egress egress) {
        super("twospeed:common:VpcFunction", name);
        var scope = shared.scope();
        var functionName = scope.name(name, 64);
        var logGroup = shared.logs().group(name, "/aws/lambda/" + functionName, this);
        role = new ServiceRole(
                name,
                scope,
                "Function " + name,
                // Lambda sends no source keys when it takes on a function's role.
                // https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
                PolicyDocument.trust("lambda.amazonaws.com"),
                permissions(shared, functionName, logGroup.arn(), settings.permissions()),
                this);
        ready.add(role.policy());
        ready.add(logGroup);
        ready.addAll(egress.rules());
        function = new Function(
                name,
                args(functionName, shared, settings, egress)
                        .loggingConfig(FunctionLoggingConfigArgs.builder()
                                .logFormat("JSON")
                                .logGroup(logGroup.name())
                                .build())
                        .tags(scope.tags(name))
                        .build(),
                CustomResourceOptions.builder().parent(this).dependsOn(ready).build());
        registerOutputs(Map.of());
    }

    private FunctionArgs.Builder args(String functionName, Shared shared, Settings settings, Egress egress) {
        var args = FunctionArgs.builder()
                .name(functionName)
                .role(role.arn())
                .runtime("java21")
                .architectures("arm64")
                .handler(settings.handler())
                .s3Bucket(shared.foundation().artifactBucket())
                .s3Key(shared.code().key())
                .memorySize(settings.memoryMegabytes())
                .timeout(settings.timeoutSeconds())
                .reservedConcurrentExecutions(settings.reservedConcurrency())
                .kmsKeyArn(shared.foundation().kmsKeyArn())
                .environment(FunctionEnvironmentArgs.builder()
                        .variables(Maps.resolve(settings.environment()))
                        .build())
                .vpcConfig(FunctionVpcConfigArgs.builder()
                        .subnetIds(shared.foundation().privateSubnetIds())
                        .securityGroupIds(egress.groupId().applyValue(List::of))
                        .build())
                .tracingConfig(
                        FunctionTracingConfigArgs.builder().mode("Active").build());
        if (settings.snapStart()) {
            args.publish(true)
                    .snapStart(FunctionSnapStartArgs.builder()
                            .applyOn("PublishedVersions")
                            .build());
        }
        return args;
    }

    private static PolicyDocument permissions(
            Shared shared, String functionName, Output<String> logGroupArn, List<Statement> own) {
        var scope = shared.scope();
        var policy = new PolicyDocument()
                .with(Statement.allow("Logs")
                        .actions("logs:CreateLogStream", "logs:PutLogEvents")
                        .on(Output.format("%s:*", logGroupArn)))
                // X-Ray and the network calls know no resources:
                // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html
                // https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
                .with(Statement.allow("Traces")
                        .actions("xray:PutTraceSegments", "xray:PutTelemetryRecords")
                        .on("*"))
                .with(Statement.allow("Network").actions(NETWORK_ACTIONS).on("*"))
                // Lambda itself needs the network calls; the function's code does not.
                .with(Statement.deny("NetworkInCode")
                        .actions(NETWORK_ACTIONS)
                        .on("*")
                        .when("ArnEquals", "lambda:SourceFunctionArn", scope.arn("lambda", "function:" + functionName)))
                .with(Statement.allow("Key")
                        .actions("kms:Decrypt", "kms:GenerateDataKey")
                        .on(shared.foundation().kmsKeyArn()));
        own.forEach(policy::with);
        return policy;
    }

    private static final String[] NETWORK_ACTIONS = {
        "ec2:AssignPrivateIpAddresses",
        "ec2:CreateNetworkInterface",
        "ec2:DeleteNetworkInterface",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSubnets",
        "ec2:UnassignPrivateIpAddresses"
    };

    public Function function() {
        return function;
    }

    public Output<String> name() {
        return function.name();
    }

    public Output<String> arn() {
        return function.arn();
    }

    /** What must be there before the function can do its work; for whoever calls it during a deployment. */
    public List<Resource> ready() {
        return List.copyOf(ready);
    }
}
