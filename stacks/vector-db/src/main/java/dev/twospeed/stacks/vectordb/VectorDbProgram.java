package dev.twospeed.stacks.vectordb;

import com.pulumi.Context;
import com.pulumi.core.Output;
import dev.twospeed.stacks.common.Checkout;
import dev.twospeed.stacks.common.EncryptedLogs;
import dev.twospeed.stacks.common.FoundationOutputs;
import dev.twospeed.stacks.common.GlueJobs;
import dev.twospeed.stacks.common.Scope;
import dev.twospeed.stacks.common.StackOutputs;
import dev.twospeed.stacks.common.StackProgram;
import dev.twospeed.stacks.common.UploadedFile;
import dev.twospeed.stacks.common.VectorDbOutputs;
import dev.twospeed.stacks.common.VpcFunction;

/** PostgreSQL with pgvector, the migration of its schema, and what loads models. */
public final class VectorDbProgram {
    private VectorDbProgram() {}

    /** Run by the Pulumi engine. */
    public static void main(String[] args) {
        StackProgram.run(VectorDbProgram.class, VectorDbProgram::deploy);
    }

    /** Declares the stack's resources and exports its outputs. */
    public static void deploy(Context ctx, Checkout checkout) {
        // Before any resource: a refusal must not leave half a deployment.
        var handlers = checkout.artifact("handlers/target/handlers.zip");
        var jar = checkout.artifact("glue/target/glue.jar");
        var config = VectorDbConfig.read(ctx);
        var foundation = StackOutputs.read(ctx, FoundationOutputs.CONTRACT);
        var scope = Scope.of(ctx, "vector-db", config.protectData(), config.permissionsBoundaryArn());
        var logs = new EncryptedLogs(scope, foundation.kmsKeyArn(), config.logRetentionDays());
        var database = new Database("database", scope, config, foundation, logs);
        var code = new UploadedFile("vector-db-handlers", scope, foundation.artifactBucket(), handlers, database);
        var shared = new VpcFunction.Shared(scope, foundation, logs, code);
        var migration = new Migration(shared, database, checkout.sourcesHash("sql", "handlers"));
        var job =
                new LoadingJob("loading", scope, foundation, logs, new GlueJobs.Code(jar, checkout), config, database);
        var loader = new Loader("loader", shared, config, database, job, migration);
        StackOutputs.export(
                ctx,
                VectorDbOutputs.CONTRACT,
                new VectorDbOutputs(
                        database.instance().address(),
                        database.instance().port(),
                        Output.of(Database.NAME),
                        database.instance().resourceId(),
                        database.securityGroupId(),
                        Output.of(Users.READER),
                        Output.of(Users.LOADER),
                        migration.functionName(),
                        Reconciliation.after(ctx, migration, loader.function().name()),
                        loader.function().arn(),
                        database.instance().identifier(),
                        Output.of(config.instanceClass().maxConnections()),
                        job.name()));
    }
}
