package dev.twospeed.stacks.vectordb;

import com.pulumi.aws.lambda.Invocation;
import com.pulumi.aws.lambda.InvocationArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import dev.twospeed.stacks.common.Egress;
import dev.twospeed.stacks.common.Json;
import dev.twospeed.stacks.common.Statement;
import dev.twospeed.stacks.common.VpcFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Brings the database's schema up to date, as part of the deployment. */
final class Migration {
    private final VpcFunction function;
    private final Invocation invocation;

    /**
     * Makes the function and calls it.
     *
     * @param sourcesHash hash of sql/ and handlers/; a new one calls the function again
     */
    Migration(VpcFunction.Shared shared, Database database, String sourcesHash) {
        var scope = shared.scope();
        var foundation = shared.foundation();
        var instance = database.instance();
        var egress = new Egress("migrate", scope, foundation, database)
                .toEndpoints()
                .toDatabase("vectors", database.securityGroupId(), instance.port());
        function = new VpcFunction(
                "migrate",
                shared,
                new VpcFunction.Settings(
                        "dev.twospeed.handlers.migrate.MigrateHandler",
                        1024,
                        300,
                        -1,
                        false,
                        Map.of(
                                "DB_ENDPOINT", instance.address(),
                                "DB_PORT", instance.port().applyValue(String::valueOf),
                                "DB_NAME", Output.of(Database.NAME),
                                "DB_SECRET_ARN", database.masterSecretArn(),
                                "DB_MIGRATOR_USER", Output.of(Users.MIGRATOR),
                                "ADDITIONAL_CA_PEM", foundation.additionalCaPem()),
                        List.of(
                                Statement.allow("MasterSecret")
                                        .actions("secretsmanager:GetSecretValue")
                                        .on(database.masterSecretArn()),
                                // Having made users for IAM logins, the master is let in by a token alone.
                                Users.login("LoginAsMaster", scope, instance.resourceId(), Users.MASTER),
                                Users.login("Login", scope, instance.resourceId(), Users.MIGRATOR))),
                egress);
        var before = new ArrayList<Resource>(function.ready());
        before.add(instance);
        invocation = new Invocation(
                "migrate",
                InvocationArgs.builder()
                        .functionName(function.name())
                        .input(Json.text(Map.of("sqlHash", sourcesHash)))
                        .triggers(Map.of("sources", sourcesHash))
                        .build(),
                CustomResourceOptions.builder()
                        .parent(function)
                        .dependsOn(before)
                        .build());
    }

    Output<String> functionName() {
        return function.name();
    }

    /** Known when the schema is there. */
    Output<String> answered() {
        return invocation.id();
    }

    /** After this the schema is there. */
    Resource done() {
        return invocation;
    }
}
