package dev.twospeed.stacks.vectordb;

import com.pulumi.aws.glue.Job;
import com.pulumi.core.Output;
import dev.twospeed.stacks.common.EncryptedLogs;
import dev.twospeed.stacks.common.FoundationOutputs;
import dev.twospeed.stacks.common.GlueJobs;
import dev.twospeed.stacks.common.JobFailures;
import dev.twospeed.stacks.common.JobNetwork;
import dev.twospeed.stacks.common.Models;
import dev.twospeed.stacks.common.Scope;
import dev.twospeed.stacks.common.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Loads the models that take longer than a function may run: a Glue job, which the loader function starts. */
final class LoadingJob {
    // Glue wants a driver and at least one worker; the load is the driver's alone.
    private static final int WORKERS = 2;

    private final Job job;

    LoadingJob(
            String name,
            Scope scope,
            FoundationOutputs foundation,
            EncryptedLogs logs,
            GlueJobs.Code code,
            VectorDbConfig config,
            Database database) {
        var jobs = new GlueJobs("glue-" + name, scope, foundation, logs, code);
        var network = JobNetwork.toDatabase(
                name + "-jobs",
                scope,
                foundation,
                new JobNetwork.DatabaseGroup(
                        "vectors",
                        database.securityGroupId(),
                        database.instance().port()));
        job = jobs.job(
                name,
                name,
                // No retry: the loader starts a run each hour until the newest model is active.
                new GlueJobs.Size(
                        GlueJobs.Worker.G_1X,
                        WORKERS,
                        GlueJobs.ExecutionClass.STANDARD,
                        config.loadingJobTimeoutMinutes(),
                        0),
                network,
                arguments(scope, foundation, config, database),
                permissions(scope, foundation, database));
        JobFailures.tell(
                name + "-failures", name + "-failures", scope, List.of(job.name()), foundation.alarmTopicArn(), jobs);
    }

    private static Map<String, Output<String>> arguments(
            Scope scope, FoundationOutputs foundation, VectorDbConfig config, Database database) {
        return Map.of(
                "--db-endpoint", database.instance().address(),
                "--db-port", database.instance().port().applyValue(String::valueOf),
                "--db-name", Output.of(Database.NAME),
                "--db-user", Output.of(Users.LOADER),
                "--region", Output.of(scope.region()),
                "--model-location", Output.format("s3://%s/%s", foundation.dataLakeBucket(), Models.PREFIX),
                "--keep-versions", Output.of(String.valueOf(config.keepVersions())),
                "--additional-ca", foundation.additionalCaPem().applyValue(GlueJobs::certificates));
    }

    private static List<Statement> permissions(Scope scope, FoundationOutputs foundation, Database database) {
        var permissions = new ArrayList<>(ModelAccess.statements(scope, foundation));
        permissions.add(Users.login("Login", scope, database.instance().resourceId(), Users.LOADER));
        return permissions;
    }

    Output<String> name() {
        return job.name();
    }

    Output<String> arn() {
        return job.arn();
    }
}
