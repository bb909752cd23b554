package dev.twospeed.stacks.vectordb;

import com.pulumi.aws.cloudwatch.EventRule;
import com.pulumi.aws.cloudwatch.EventRuleArgs;
import com.pulumi.aws.cloudwatch.EventTarget;
import com.pulumi.aws.cloudwatch.EventTargetArgs;
import com.pulumi.aws.cloudwatch.inputs.EventTargetDeadLetterConfigArgs;
import com.pulumi.aws.lambda.FunctionEventInvokeConfig;
import com.pulumi.aws.lambda.FunctionEventInvokeConfigArgs;
import com.pulumi.aws.lambda.Permission;
import com.pulumi.aws.lambda.PermissionArgs;
import com.pulumi.aws.lambda.inputs.FunctionEventInvokeConfigDestinationConfigArgs;
import com.pulumi.aws.lambda.inputs.FunctionEventInvokeConfigDestinationConfigOnFailureArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import dev.twospeed.stacks.common.Alarms;
import dev.twospeed.stacks.common.Component;
import dev.twospeed.stacks.common.Egress;
import dev.twospeed.stacks.common.Json;
import dev.twospeed.stacks.common.Models;
import dev.twospeed.stacks.common.Scope;
import dev.twospeed.stacks.common.Statement;
import dev.twospeed.stacks.common.VpcFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Loads each published model, when S3 tells of its manifest and, in case that was lost, every hour. */
final class Loader extends Component {
    private static final String ON_MODEL = "-on-model";
    private static final String HOURLY = "-hourly";

    private final Scope scope;
    private final VpcFunction function;
    private final DeadLetters deadLetters;

    Loader(
            String name,
            VpcFunction.Shared shared,
            VectorDbConfig config,
            Database database,
            LoadingJob job,
            Migration migration) {
        super("twospeed:vectordb:Loader", name);
        this.scope = shared.scope();
        var foundation = shared.foundation();
        var ruleNames = List.of(scope.name(name + ON_MODEL, 64), scope.name(name + HOURLY, 64));
        deadLetters = new DeadLetters(name + "-failures", scope, foundation.kmsKeyArn(), ruleNames, this);
        var egress = new Egress(name, scope, foundation, this)
                .toS3()
                .toEndpoints()
                .toDatabase(
                        "vectors",
                        database.securityGroupId(),
                        database.instance().port());
        function = new VpcFunction(name, shared, settings(shared, config, database, job), egress);
        new FunctionEventInvokeConfig(
                name,
                FunctionEventInvokeConfigArgs.builder()
                        .functionName(function.name())
                        .maximumRetryAttempts(2)
                        .destinationConfig(FunctionEventInvokeConfigDestinationConfigArgs.builder()
                                .onFailure(FunctionEventInvokeConfigDestinationConfigOnFailureArgs.builder()
                                        .destination(deadLetters.arn())
                                        .build())
                                .build())
                        .build(),
                scope.childOf(this));
        start(name + ON_MODEL, published(foundation.dataLakeBucket()), null, migration);
        start(name + HOURLY, null, "rate(1 hour)", migration);
        alarms(name, new Alarms(scope, foundation.alarmTopicArn()));
        registerOutputs(Map.of());
    }

    private VpcFunction.Settings settings(
            VpcFunction.Shared shared, VectorDbConfig config, Database database, LoadingJob job) {
        var foundation = shared.foundation();
        return new VpcFunction.Settings(
                "dev.twospeed.handlers.load.LoadHandler",
                config.loaderMemoryMegabytes(),
                900,
                config.loaderReservedConcurrency(),
                false,
                VpcFunction.optimizing(Map.ofEntries(
                        Map.entry("DB_ENDPOINT", database.instance().address()),
                        Map.entry("DB_PORT", database.instance().port().applyValue(String::valueOf)),
                        Map.entry("DB_NAME", Output.of(Database.NAME)),
                        Map.entry("DB_USER", Output.of(Users.LOADER)),
                        Map.entry("DB_INSPECTOR_USER", Output.of(Users.INSPECTOR)),
                        Map.entry("ADDITIONAL_CA_PEM", foundation.additionalCaPem()),
                        Map.entry("MODEL_BUCKET", foundation.dataLakeBucket()),
                        Map.entry("MODEL_PREFIX", Output.of(Models.PREFIX)),
                        Map.entry("KEEP_VERSIONS", number(config.keepVersions())),
                        Map.entry("FUNCTION_ITEMS", number(config.loaderFunctionItems())),
                        Map.entry("FUNCTION_EMBEDDINGS", number(config.loaderFunctionEmbeddings())),
                        Map.entry("LOADING_JOB", job.name()))),
                permissions(shared, database, job));
    }

    private List<Statement> permissions(VpcFunction.Shared shared, Database database, LoadingJob job) {
        var permissions = new ArrayList<>(ModelAccess.statements(scope, shared.foundation()));
        var resourceId = database.instance().resourceId();
        permissions.add(Users.login("Login", scope, resourceId, Users.LOADER));
        permissions.add(Users.login("LoginToInspect", scope, resourceId, Users.INSPECTOR));
        permissions.add(
                Statement.allow("StartLoadingJob").actions("glue:StartJobRun").on(job.arn()));
        permissions.add(
                Statement.allow("DeadLetters").actions("sqs:SendMessage").on(deadLetters.arn()));
        return permissions;
    }

    private static Output<String> number(int value) {
        return Output.of(String.valueOf(value));
    }

    private static Output<String> published(Output<String> bucket) {
        return bucket.applyValue(name -> {
            var pattern = new TreeMap<String, Object>();
            pattern.put("source", List.of("aws.s3"));
            pattern.put("detail-type", List.of("Object Created"));
            pattern.put(
                    "detail",
                    new TreeMap<>(Map.of(
                            "bucket", Map.of("name", List.of(name)),
                            "object", Map.of("key", List.of(Map.of("wildcard", Models.MANIFESTS))))));
            return Json.text(pattern);
        });
    }

    private void start(
            String name,
            @org.jspecify.annotations.Nullable Output<String> pattern,
            @org.jspecify.annotations.Nullable String schedule,
            Migration migration) {
        var args = EventRuleArgs.builder().name(scope.name(name, 64)).tags(scope.tags(name));
        if (pattern != null) {
            args.eventPattern(pattern).description("A model was published");
        }
        if (schedule != null) {
            args.scheduleExpression(schedule).description("Loads the newest model if its event was lost");
        }
        var rule = new EventRule(name, args.build(), scope.childOf(this));
        var permission = new Permission(
                name,
                PermissionArgs.builder()
                        .statementId(name)
                        .action("lambda:InvokeFunction")
                        .function(function.name())
                        .principal("events.amazonaws.com")
                        .sourceArn(rule.arn())
                        .build(),
                scope.childOf(this));
        var target = EventTargetArgs.builder()
                .rule(rule.name())
                .targetId("loader")
                .arn(function.arn())
                .deadLetterConfig(EventTargetDeadLetterConfigArgs.builder()
                        .arn(deadLetters.arn())
                        .build());
        if (schedule != null) {
            target.input(Json.text(Map.of("operation", "reconcile")));
        }
        new EventTarget(
                name,
                target.build(),
                CustomResourceOptions.builder()
                        .parent(this)
                        // An event before the first migration would find no table.
                        .dependsOn(permission, migration.done())
                        .build());
    }

    private void alarms(String name, Alarms alarms) {
        alarms.above(
                name + "-errors",
                "The loader failed: the newest model may not be active",
                new Alarms.Metric("AWS/Lambda", "Errors", Map.of("FunctionName", function.name()), "Sum", 300, 1),
                0,
                this);
        alarms.above(
                name + "-dead-letters",
                "A model's event was given up; its message says why",
                new Alarms.Metric(
                        "AWS/SQS",
                        "ApproximateNumberOfMessagesVisible",
                        Map.of("QueueName", deadLetters.queueName()),
                        "Maximum",
                        300,
                        1),
                0,
                this);
    }

    VpcFunction function() {
        return function;
    }
}
