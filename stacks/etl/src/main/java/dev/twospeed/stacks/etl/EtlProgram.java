package dev.twospeed.stacks.etl;

import com.pulumi.Context;
import com.pulumi.core.Output;
import dev.twospeed.stacks.common.Checkout;
import dev.twospeed.stacks.common.EncryptedLogs;
import dev.twospeed.stacks.common.EtlOutputs;
import dev.twospeed.stacks.common.Faults;
import dev.twospeed.stacks.common.FoundationOutputs;
import dev.twospeed.stacks.common.GlueJobs;
import dev.twospeed.stacks.common.JobNetwork;
import dev.twospeed.stacks.common.Models;
import dev.twospeed.stacks.common.Scope;
import dev.twospeed.stacks.common.StackOutputs;
import dev.twospeed.stacks.common.StackProgram;
import dev.twospeed.stacks.common.Statement;
import dev.twospeed.stacks.common.UploadedFile;
import dev.twospeed.stacks.common.VpcFunction;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The batch half: shop database to training data to model, by two Glue jobs. */
public final class EtlProgram {
    private EtlProgram() {}

    /** Run by the Pulumi engine. */
    public static void main(String[] args) {
        StackProgram.run(EtlProgram.class, EtlProgram::deploy);
    }

    /** Declares the stack's resources and exports its outputs. */
    public static void deploy(Context ctx, Checkout checkout) {
        // Before any resource: a refusal must not leave half a deployment.
        var jar = checkout.artifact("glue/target/glue.jar");
        var handlers = checkout.artifact("handlers/target/handlers.zip");
        var config = EtlConfig.read(ctx);
        var foundation = StackOutputs.read(ctx, FoundationOutputs.CONTRACT);
        if (StackOutputs.known(foundation.sourceEndpoint()).equals(java.util.Optional.of(""))) {
            throw Faults.sentence(
                    "The etl stack needs a shop database and the foundation has none: set twospeed:sampleSource "
                            + "to true or twospeed:sourceEndpoint to a database of yours, then run `"
                            + FoundationOutputs.CONTRACT.upCommand(ctx.stackName()) + "` in the project's root.");
        }
        var scope = Scope.of(ctx, "etl", config.protectData(), config.permissionsBoundaryArn());
        var places = new Places(scope, foundation);
        var catalog = new Catalog("catalog", scope, places.ratings());
        var logs = new EncryptedLogs(scope, foundation.kmsKeyArn(), config.logRetentionDays());
        var jobs = new GlueJobs("glue", scope, foundation, logs, new GlueJobs.Code(jar, checkout));
        var etl = jobs.job(
                "etl",
                "etl",
                config.etl(),
                JobNetwork.toSource("jobs", scope, foundation),
                etlArguments(foundation, catalog, places),
                etlPermissions(scope, foundation, places));
        var training = jobs.job(
                "training",
                "training",
                config.training(),
                JobNetwork.withoutDatabase("training-jobs", scope, foundation),
                trainingArguments(config, catalog, places),
                trainingPermissions(scope, places));
        new Schedule("schedule", scope, config, etl, training, foundation.alarmTopicArn());
        var code = new UploadedFile("etl-handlers", scope, foundation.artifactBucket(), handlers, jobs);
        new Freshness("freshness", new VpcFunction.Shared(scope, foundation, logs, code), config, catalog, places);
        StackOutputs.export(
                ctx,
                EtlOutputs.CONTRACT,
                new EtlOutputs(
                        catalog.database(),
                        catalog.table(),
                        places.ratings(),
                        etl.name(),
                        training.name(),
                        foundation.dataLakeBucket(),
                        Output.of(Models.PREFIX)));
    }

    private static Map<String, Output<String>> etlArguments(
            FoundationOutputs foundation, Catalog catalog, Places places) {
        return Map.of(
                "--source-secret-arn", foundation.sourceSecretArn(),
                "--source-endpoint", foundation.sourceEndpoint(),
                "--source-port", foundation.sourcePort().applyValue(String::valueOf),
                "--source-database", foundation.sourceDatabase(),
                "--ratings-location", places.ratings(),
                "--catalog-database", catalog.database(),
                "--catalog-table", catalog.table(),
                "--additional-ca", foundation.additionalCaPem().applyValue(GlueJobs::certificates));
    }

    private static Map<String, Output<String>> trainingArguments(EtlConfig config, Catalog catalog, Places places) {
        return Map.of(
                "--catalog-database", catalog.database(),
                "--catalog-table", catalog.table(),
                "--ratings-location", places.ratings(),
                "--model-location", places.models(),
                "--rank", Output.of(String.valueOf(config.rank())),
                "--seed", Output.of(String.valueOf(config.seed())),
                "--quality-gate", Output.of(config.qualityGate().name().toLowerCase(Locale.ROOT)));
    }

    private static List<Statement> etlPermissions(Scope scope, FoundationOutputs foundation, Places places) {
        return List.of(
                Statement.allow("SourceSecret")
                        .actions("secretsmanager:GetSecretValue")
                        .on(foundation.sourceSecretArn()),
                Statement.allow("WriteRatings")
                        .actions("s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload")
                        .on(places.objects(Places.RATINGS)),
                places.list("ListRatings", Places.RATINGS),
                Statement.allow("Partitions")
                        .actions(
                                "glue:GetDatabase",
                                "glue:GetTable",
                                "glue:GetPartition",
                                "glue:GetPartitions",
                                "glue:CreatePartition",
                                "glue:BatchCreatePartition")
                        .on(scope.arn("glue", "catalog"))
                        .on(scope.arn("glue", "database/" + scope.identifier("shop", 255)))
                        .on(scope.arn("glue", "table/" + scope.identifier("shop", 255) + "/" + Catalog.RATINGS)));
    }

    private static List<Statement> trainingPermissions(Scope scope, Places places) {
        return List.of(
                Statement.allow("ReadRatings").actions("s3:GetObject").on(places.objects(Places.RATINGS)),
                places.list("List", Places.RATINGS, Models.PREFIX),
                Statement.allow("WriteModels")
                        .actions("s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload")
                        .on(places.objects(Models.PREFIX)),
                Statement.allow("Partitions")
                        .actions("glue:GetDatabase", "glue:GetTable", "glue:GetPartition", "glue:GetPartitions")
                        .on(scope.arn("glue", "catalog"))
                        .on(scope.arn("glue", "database/" + scope.identifier("shop", 255)))
                        .on(scope.arn("glue", "table/" + scope.identifier("shop", 255) + "/" + Catalog.RATINGS)));
    }
}
