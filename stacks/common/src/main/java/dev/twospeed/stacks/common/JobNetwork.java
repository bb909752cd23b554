package dev.twospeed.stacks.common;

import com.pulumi.aws.glue.Connection;
import com.pulumi.aws.glue.ConnectionArgs;
import com.pulumi.aws.glue.inputs.ConnectionPhysicalConnectionRequirementsArgs;
import com.pulumi.aws.vpc.SecurityGroupEgressRule;
import com.pulumi.aws.vpc.SecurityGroupEgressRuleArgs;
import com.pulumi.aws.vpc.SecurityGroupIngressRule;
import com.pulumi.aws.vpc.SecurityGroupIngressRuleArgs;
import com.pulumi.core.Output;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job's place in the private network: a connection with a security group of its own.
 *
 * <p>The connection to the shop names its secret and asks for TLS, which Glue heeds where Glue itself connects. Spark does not, so
 * the job reads the secret by itself and verifies the database's certificate.
 */
public final class JobNetwork extends Component {
    // https://docs.aws.amazon.com/glue/latest/dg/connection-properties.html
    private static final String PLACE_ONLY = "NETWORK";
    private static final String DATABASE = "JDBC";

    private final Connection connection;

    private JobNetwork(
            String name,
            Scope scope,
            FoundationOutputs foundation,
            @Nullable DatabaseGroup database,
            boolean readsSource) {
        super("twospeed:common:JobNetwork", name);
        var child = scope.childOf(this);
        var egress = new Egress(name, scope, foundation, this).toS3().toEndpoints();
        if (database != null) {
            egress.toDatabase(database.name(), database.securityGroupId(), database.port());
        }
        // Glue wants the group to let itself in on all TCP ports: driver and workers talk on ports they choose.
        // https://docs.aws.amazon.com/glue/latest/dg/setup-vpc-for-glue-access.html
        new SecurityGroupIngressRule(
                name + "-from-itself",
                SecurityGroupIngressRuleArgs.builder()
                        .securityGroupId(egress.groupId())
                        .description("Spark driver and workers")
                        .referencedSecurityGroupId(egress.groupId())
                        .ipProtocol("tcp")
                        .fromPort(0)
                        .toPort(65535)
                        .tags(scope.tags(name + "-from-itself"))
                        .build(),
                child);
        new SecurityGroupEgressRule(
                name + "-to-itself",
                SecurityGroupEgressRuleArgs.builder()
                        .securityGroupId(egress.groupId())
                        .description("Spark driver and workers")
                        .referencedSecurityGroupId(egress.groupId())
                        .ipProtocol("tcp")
                        .fromPort(0)
                        .toPort(65535)
                        .tags(scope.tags(name + "-to-itself"))
                        .build(),
                child);
        var args = ConnectionArgs.builder()
                .name(scope.name(name, 255))
                .description("Private subnet for the " + name + " of twospeed " + scope.environment())
                .connectionType(readsSource ? DATABASE : PLACE_ONLY)
                .physicalConnectionRequirements(ConnectionPhysicalConnectionRequirementsArgs.builder()
                        .subnetId(foundation.privateSubnetIds().applyValue(ids -> ids.get(0)))
                        .availabilityZone(foundation.privateSubnetZones().applyValue(zones -> zones.get(0)))
                        .securityGroupIdLists(egress.groupId().applyValue(List::of))
                        .build())
                .tags(scope.tags(name));
        if (readsSource) {
            args.connectionProperties(source(foundation));
        }
        connection = new Connection(name, args.build(), child);
        registerOutputs(Map.of());
    }

    /**
     * Where a database is called.
     *
     * @param name what the rules are called by
     */
    public record DatabaseGroup(String name, Output<String> securityGroupId, Output<Integer> port) {}

    /** For a job that reads the shop. */
    public static JobNetwork toSource(String name, Scope scope, FoundationOutputs foundation) {
        var source = new DatabaseGroup("source", foundation.sourceSecurityGroupId(), foundation.sourcePort());
        return new JobNetwork(name, scope, foundation, source, true);
    }

    /** For a job that calls another database by itself. */
    public static JobNetwork toDatabase(
            String name, Scope scope, FoundationOutputs foundation, DatabaseGroup database) {
        return new JobNetwork(name, scope, foundation, database, false);
    }

    /** For a job that reaches no database. */
    public static JobNetwork withoutDatabase(String name, Scope scope, FoundationOutputs foundation) {
        return new JobNetwork(name, scope, foundation, null, false);
    }

    private static Output<Map<String, String>> source(FoundationOutputs foundation) {
        return Maps.resolve(Map.of(
                "JDBC_CONNECTION_URL",
                Output.format(
                        "jdbc:mysql://%s:%s/%s",
                        foundation.sourceEndpoint(), foundation.sourcePort(), foundation.sourceDatabase()),
                "JDBC_ENFORCE_SSL",
                Output.of("true"),
                "SECRET_ID",
                foundation.sourceSecretArn()));
    }

    Output<String> connectionName() {
        return connection.name();
    }
}
