package dev.twospeed.stacks.streaming;

import com.pulumi.aws.lambda.Alias;
import com.pulumi.aws.lambda.AliasArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.twospeed.stacks.common.Egress;
import dev.twospeed.stacks.common.Models;
import dev.twospeed.stacks.common.Statement;
import dev.twospeed.stacks.common.VectorDbOutputs;
import dev.twospeed.stacks.common.VpcFunction;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes the functions that answer: both read the vector database and the models, and start from a snapshot. */
final class Functions {
    /** The alias that callers use: a new version gets it once it is published. */
    static final String LIVE = "live";

    private final VpcFunction.Shared shared;
    private final VectorDbOutputs database;

    Functions(VpcFunction.Shared shared, VectorDbOutputs database) {
        this.shared = shared;
        this.database = database;
    }

    /** A function and the alias of its newest version. */
    record Answering(VpcFunction function, Alias alias) {}

    Answering make(
            String name,
            String handler,
            StreamingConfig.FunctionSize size,
            int timeoutSeconds,
            Map<String, Output<String>> ownEnvironment,
            Resource parent) {
        var scope = shared.scope();
        var egress = new Egress(name, scope, shared.foundation(), parent)
                .toS3()
                .toDatabase("vectors", database.securityGroupId(), database.port());
        var environment = new TreeMap<>(environment());
        environment.putAll(ownEnvironment);
        var function = new VpcFunction(
                name,
                shared,
                new VpcFunction.Settings(
                        handler,
                        size.memoryMegabytes(),
                        timeoutSeconds,
                        size.reservedConcurrency(),
                        true,
                        environment,
                        permissions()),
                egress);
        var alias = new Alias(
                name,
                AliasArgs.builder()
                        .name(LIVE)
                        .description("What callers use")
                        .functionName(function.name())
                        .functionVersion(function.function().version())
                        .build(),
                scope.childOf(function));
        return new Answering(function, alias);
    }

    private Map<String, Output<String>> environment() {
        var foundation = shared.foundation();
        return Map.of(
                "DB_ENDPOINT", database.endpoint(),
                "DB_PORT", database.port().applyValue(String::valueOf),
                "DB_NAME", database.databaseName(),
                "DB_USER", database.readerUser(),
                "ADDITIONAL_CA_PEM", foundation.additionalCaPem(),
                "MODEL_BUCKET", foundation.dataLakeBucket(),
                "MODEL_PREFIX", Output.of(Models.PREFIX));
    }

    private List<Statement> permissions() {
        var scope = shared.scope();
        var bucketArn = shared.foundation()
                .dataLakeBucket()
                .applyValue(bucket -> "arn:" + scope.partition() + ":s3:::" + bucket);
        var login = Output.tuple(database.databaseResourceId(), database.readerUser())
                .apply(user -> scope.arn("rds-db", "dbuser:" + user.t1 + "/" + user.t2));
        return List.of(
                Statement.allow("Login").actions("rds-db:connect").on(login),
                Statement.allow("ReadModels")
                        .actions("s3:GetObject")
                        .on(Output.format("%s/%s*", bucketArn, Models.PREFIX)),
                Statement.allow("ListModels")
                        .actions("s3:ListBucket")
                        .on(bucketArn)
                        .when("StringLike", "s3:prefix", Models.PREFIX + "*"));
    }
}
