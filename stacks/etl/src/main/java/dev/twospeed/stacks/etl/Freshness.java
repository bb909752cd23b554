package dev.twospeed.stacks.etl;

import com.pulumi.aws.cloudwatch.EventRule;
import com.pulumi.aws.cloudwatch.EventRuleArgs;
import com.pulumi.aws.cloudwatch.EventTarget;
import com.pulumi.aws.cloudwatch.EventTargetArgs;
import com.pulumi.aws.lambda.Permission;
import com.pulumi.aws.lambda.PermissionArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import dev.twospeed.stacks.common.Alarms;
import dev.twospeed.stacks.common.Component;
import dev.twospeed.stacks.common.Egress;
import dev.twospeed.stacks.common.Models;
import dev.twospeed.stacks.common.Scope;
import dev.twospeed.stacks.common.Statement;
import dev.twospeed.stacks.common.VpcFunction;
import java.util.List;
import java.util.Map;

/** Measures each hour how old the newest snapshot and the newest model are, and alarms when either is too old. */
final class Freshness extends Component {
    private static final int HOUR = 3600;

    private final Scope scope;

    Freshness(String name, VpcFunction.Shared shared, EtlConfig config, Catalog catalog, Places places) {
        super("twospeed:etl:Freshness", name);
        this.scope = shared.scope();
        var function = new VpcFunction(
                name,
                shared,
                new VpcFunction.Settings(
                        "dev.twospeed.handlers.freshness.FreshnessHandler",
                        512,
                        60,
                        -1,
                        false,
                        Map.of(
                                "CATALOG_DATABASE", catalog.database(),
                                "CATALOG_TABLE", catalog.table(),
                                "MODEL_BUCKET", shared.foundation().dataLakeBucket(),
                                "MODEL_PREFIX", Output.of(Models.PREFIX)),
                        permissions(places)),
                new Egress(name, scope, shared.foundation(), this).toS3().toEndpoints());
        hourly(name, function);
        var alarms = new Alarms(scope, shared.foundation().alarmTopicArn());
        old(name + "-snapshot", "snapshotAgeHours", "training data", config.snapshotAlarmHours(), function, alarms);
        old(name + "-model", "modelAgeHours", "model", config.modelAlarmHours(), function, alarms);
        alarms.above(
                name + "-errors",
                "Nobody knows how old training data and model are: measuring failed",
                new Alarms.Metric("AWS/Lambda", "Errors", Map.of("FunctionName", function.name()), "Sum", HOUR, 2),
                0,
                this);
        registerOutputs(Map.of());
    }

    private List<Statement> permissions(Places places) {
        var database = scope.identifier("shop", 255);
        return List.of(
                Statement.allow("Partitions")
                        .actions("glue:GetPartitions")
                        .on(scope.arn("glue", "catalog"))
                        .on(scope.arn("glue", "database/" + database))
                        .on(scope.arn("glue", "table/" + database + "/" + Catalog.RATINGS)),
                places.list("ListModels", Models.PREFIX),
                Statement.allow("SeeManifests").actions("s3:GetObject").on(places.objects(Models.MANIFESTS)));
    }

    private void hourly(String name, VpcFunction function) {
        var rule = new EventRule(
                name,
                EventRuleArgs.builder()
                        .name(scope.name(name, 64))
                        .description("Measures the age of training data and model")
                        .scheduleExpression("rate(1 hour)")
                        .tags(scope.tags(name))
                        .build(),
                scope.childOf(this));
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
        new EventTarget(
                name,
                EventTargetArgs.builder()
                        .rule(rule.name())
                        .targetId("freshness")
                        .arn(function.arn())
                        .build(),
                CustomResourceOptions.builder()
                        .parent(this)
                        .dependsOn(permission)
                        .build());
    }

    private void old(String name, String metric, String what, int hours, VpcFunction function, Alarms alarms) {
        alarms.above(
                name,
                "The newest " + what + " is older than " + hours + " hours",
                new Alarms.Metric("twospeed", metric, Map.of("FunctionName", function.name()), "Maximum", HOUR, 1),
                hours,
                this);
    }
}
