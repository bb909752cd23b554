package dev.twospeed.stacks.vectordb;

import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.SecurityGroupArgs;
import com.pulumi.aws.rds.EventSubscription;
import com.pulumi.aws.rds.EventSubscriptionArgs;
import com.pulumi.aws.rds.Instance;
import com.pulumi.aws.rds.InstanceArgs;
import com.pulumi.aws.rds.ParameterGroup;
import com.pulumi.aws.rds.ParameterGroupArgs;
import com.pulumi.aws.rds.SubnetGroup;
import com.pulumi.aws.rds.SubnetGroupArgs;
import com.pulumi.aws.rds.inputs.ParameterGroupParameterArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import dev.twospeed.stacks.common.Alarms;
import dev.twospeed.stacks.common.Component;
import dev.twospeed.stacks.common.EncryptedLogs;
import dev.twospeed.stacks.common.FoundationOutputs;
import dev.twospeed.stacks.common.MasterSecret;
import dev.twospeed.stacks.common.PolicyDocument;
import dev.twospeed.stacks.common.Scope;
import dev.twospeed.stacks.common.ServiceRole;
import dev.twospeed.stacks.common.Statement;
import dev.twospeed.stacks.vectordb.VectorDbConfig.Insights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** PostgreSQL for the vectors: private, encrypted, TLS only, IAM login, a master password that nobody sees. */
final class Database extends Component {
    static final String NAME = "recommendations";
    // Not the engine's own, which every scanner tries first.
    private static final int PORT = 5433;
    private static final double GIGABYTE = 1_000_000_000.0;
    // Advanced Database Insights takes no less:
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DatabaseInsights.Considerations.html
    private static final int FIFTEEN_MONTHS = 465;
    private static final int A_WEEK = 7;
    // What a person should know of, as
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html names it.
    private static final List<String> TELLING_EVENTS =
            List.of("availability", "deletion", "failover", "failure", "low storage", "maintenance", "recovery");
    private static final double MANY_CONNECTIONS = 0.8;

    private final SecurityGroup group;
    private final Instance instance;

    Database(String name, Scope scope, VectorDbConfig config, FoundationOutputs foundation, EncryptedLogs logs) {
        super("twospeed:vectordb:Database", name);
        var child = scope.childOf(this);
        group = new SecurityGroup(
                name,
                SecurityGroupArgs.builder()
                        .name(scope.name("vectors", 255))
                        .description("Vector database; who connects adds a rule")
                        .vpcId(foundation.vpcId())
                        .tags(scope.tags("vectors"))
                        .build(),
                child);
        var subnets = new SubnetGroup(
                name,
                SubnetGroupArgs.builder()
                        .name(scope.name("vectors", 255))
                        .description("Private subnets of the vector database")
                        .subnetIds(foundation.privateSubnetIds())
                        .tags(scope.tags("vectors"))
                        .build(),
                child);
        var parameters = new ParameterGroup(
                name,
                ParameterGroupArgs.builder()
                        .name(scope.name("vectors-postgres16", 255))
                        .family("postgres16")
                        .description("TLS only; slow statements are logged")
                        .parameters(
                                parameter("rds.force_ssl", "1"),
                                parameter("log_min_duration_statement", "1000"),
                                // Slow statements are logged without what they were asked for: customers.
                                parameter("log_parameter_max_length", "0"))
                        .tags(scope.tags("vectors"))
                        .build(),
                child);
        var identifier = scope.name("vectors", 63);
        var exports = List.of("postgresql", "upgrade");
        var before = new ArrayList<Resource>();
        exports.forEach(export ->
                before.add(logs.group(name + "-" + export, "/aws/rds/instance/" + identifier + "/" + export, this)));
        var args = args(scope, config, foundation);
        if (config.monitoringSeconds() > 0) {
            var role = monitoringRole(name, scope);
            args.monitoringRoleArn(role.arn());
            before.add(role.policy());
        }
        instance = new Instance(
                name,
                args.identifier(identifier)
                        .dbSubnetGroupName(subnets.name())
                        .parameterGroupName(parameters.name())
                        .vpcSecurityGroupIds(group.id().applyValue(List::of))
                        .enabledCloudwatchLogsExports(exports)
                        .build(),
                CustomResourceOptions.builder()
                        .parent(this)
                        .protect(scope.protectData())
                        .dependsOn(before)
                        .build());
        alarms(name, scope, config, foundation);
        events(name, scope, foundation);
        registerOutputs(Map.of());
    }

    private InstanceArgs.Builder args(Scope scope, VectorDbConfig config, FoundationOutputs foundation) {
        var args = InstanceArgs.builder()
                .engine("postgres")
                // The major version alone: RDS keeps the minor one current.
                .engineVersion("16")
                .autoMinorVersionUpgrade(true)
                .instanceClass(config.instanceClass().name())
                .storageType("gp3")
                .allocatedStorage(config.storageGigabytes())
                .maxAllocatedStorage(config.maxStorageGigabytes())
                .storageEncrypted(true)
                .kmsKeyId(foundation.kmsKeyArn())
                .dbName(NAME)
                .port(PORT)
                .username(Users.MASTER)
                .manageMasterUserPassword(true)
                .masterUserSecretKmsKeyId(foundation.kmsKeyArn())
                .iamDatabaseAuthenticationEnabled(true)
                .publiclyAccessible(false)
                .multiAz(config.multiAz())
                .backupRetentionPeriod(config.backupDays())
                .copyTagsToSnapshot(true)
                .databaseInsightsMode(config.databaseInsights() == Insights.ADVANCED ? "advanced" : "standard")
                .performanceInsightsEnabled(config.databaseInsights() != Insights.NONE)
                .monitoringInterval(config.monitoringSeconds())
                .deletionProtection(scope.protectData())
                .skipFinalSnapshot(!scope.protectData())
                .tags(scope.tags("vectors"));
        if (config.databaseInsights() != Insights.NONE) {
            args.performanceInsightsKmsKeyId(foundation.kmsKeyArn())
                    .performanceInsightsRetentionPeriod(
                            config.databaseInsights() == Insights.ADVANCED ? FIFTEEN_MONTHS : A_WEEK);
        }
        if (scope.protectData()) {
            // The group is made anew with every database, so no second one finds the first one's snapshot in its way,
            // and its
            // id does not change while the database lives.
            args.finalSnapshotIdentifier(group.id()
                    .applyValue(id -> scope.name("vectors-final-" + id.substring(id.indexOf('-') + 1), 255)));
        }
        return args;
    }

    private static ParameterGroupParameterArgs parameter(String name, String value) {
        return ParameterGroupParameterArgs.builder().name(name).value(value).build();
    }

    /** Sends what the instance's operating system measures to CloudWatch Logs. */
    private ServiceRole monitoringRole(String name, Scope scope) {
        var logGroup = scope.arn("logs", "log-group:RDSOSMetrics");
        return new ServiceRole(
                name + "-monitoring",
                scope,
                "Enhanced monitoring of the vector database",
                PolicyDocument.trust(scope, "monitoring.rds.amazonaws.com"),
                new PolicyDocument()
                        // One group serves all databases of an account, so it can belong to no stack, and RDS makes it:
                        // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonRDSEnhancedMonitoringRole.html
                        .with(Statement.allow("MonitoringGroup")
                                .actions("logs:CreateLogGroup", "logs:PutRetentionPolicy")
                                .on(logGroup))
                        .with(Statement.allow("MonitoringStreams")
                                .actions(
                                        "logs:CreateLogStream",
                                        "logs:PutLogEvents",
                                        "logs:DescribeLogStreams",
                                        "logs:GetLogEvents")
                                .on(Output.format("%s:log-stream:*", logGroup))),
                this);
    }

    private void events(String name, Scope scope, FoundationOutputs foundation) {
        new EventSubscription(
                name,
                EventSubscriptionArgs.builder()
                        .name(scope.name("vectors", 255))
                        .snsTopic(foundation.alarmTopicArn())
                        .sourceType("db-instance")
                        .sourceIds(instance.identifier().applyValue(List::of))
                        .eventCategories(TELLING_EVENTS)
                        .tags(scope.tags("vectors"))
                        .build(),
                scope.childOf(this));
    }

    private void alarms(String name, Scope scope, VectorDbConfig config, FoundationOutputs foundation) {
        var alarms = new Alarms(scope, foundation.alarmTopicArn());
        alarms.above(
                name + "-cpu",
                "The vector database is busy: answers become slow",
                metric("CPUUtilization", 5),
                80,
                this);
        alarms.below(
                name + "-memory",
                "The vector database has little free memory",
                metric("FreeableMemory", 5),
                GIGABYTE / 8,
                this);
        alarms.below(
                name + "-storage",
                "The vector database is nearly full; it grows by itself only up to maxStorageGigabytes",
                metric("FreeStorageSpace", 1),
                config.storageGigabytes() * GIGABYTE / 10,
                this);
        alarms.above(
                name + "-read-latency",
                "Reads of the vector database wait for its disk",
                metric("ReadLatency", 5),
                0.05,
                this);
        alarms.above(
                name + "-write-latency",
                "Writes of the vector database wait for its disk",
                metric("WriteLatency", 5),
                0.05,
                this);
        alarms.above(
                name + "-connections",
                "The vector database is about to refuse connections",
                metric("DatabaseConnections", 1),
                Math.floor(MANY_CONNECTIONS * config.instanceClass().maxConnections()),
                this);
    }

    private Alarms.Metric metric(String metric, int periods) {
        return new Alarms.Metric(
                "AWS/RDS", metric, Map.of("DBInstanceIdentifier", instance.identifier()), "Average", 60, periods);
    }

    Instance instance() {
        return instance;
    }

    Output<String> securityGroupId() {
        return group.id();
    }

    Output<String> masterSecretArn() {
        return MasterSecret.arn(instance);
    }
}
