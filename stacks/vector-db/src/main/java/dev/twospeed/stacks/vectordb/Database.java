package dev.twospeed.stacks.vectordb;

import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.SecurityGroupArgs;
import com.pulumi.aws.rds.Instance;
import com.pulumi.aws.rds.InstanceArgs;
import com.pulumi.aws.rds.ParameterGroup;
import com.pulumi.aws.rds.ParameterGroupArgs;
import com.pulumi.aws.rds.SubnetGroup;
import com.pulumi.aws.rds.SubnetGroupArgs;
import com.pulumi.aws.rds.inputs.ParameterGroupParameterArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import dev.twospeed.stacks.common.Alarms;
import dev.twospeed.stacks.common.EncryptedLogs;
import dev.twospeed.stacks.common.FoundationOutputs;
import dev.twospeed.stacks.common.MasterSecret;
import dev.twospeed.stacks.common.Scope;
import java.util.List;
import java.util.Map;

/** PostgreSQL for the vectors: private, encrypted, TLS only, IAM login, a master password that nobody sees. */
final class Database extends ComponentResource {
    static final String NAME = "recommendations";
    private static final double GIGABYTE = 1_000_000_000.0;

    private final SecurityGroup group;
    private final Instance instance;

    Database(String name, Scope scope, VectorDbConfig config, FoundationOutputs foundation, EncryptedLogs logs) {
        super("twospeed:vectordb:Database", name, ComponentResourceOptions.Empty);
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
                        .parameters(parameter("rds.force_ssl", "1"), parameter("log_min_duration_statement", "1000"))
                        .tags(scope.tags("vectors"))
                        .build(),
                child);
        var identifier = scope.name("vectors", 63);
        var exports = List.of("postgresql", "upgrade");
        var groups = exports.stream()
                .map(export -> (com.pulumi.resources.Resource)
                        logs.group(name + "-" + export, "/aws/rds/instance/" + identifier + "/" + export, this))
                .toList();
        instance = new Instance(
                name,
                args(scope, config, foundation)
                        .identifier(identifier)
                        .dbSubnetGroupName(subnets.name())
                        .parameterGroupName(parameters.name())
                        .vpcSecurityGroupIds(group.id().applyValue(List::of))
                        .enabledCloudwatchLogsExports(exports)
                        .build(),
                CustomResourceOptions.builder()
                        .parent(this)
                        .protect(scope.protectData())
                        .dependsOn(groups)
                        .build());
        alarms(name, scope, config, foundation);
        registerOutputs(Map.of());
    }

    private static InstanceArgs.Builder args(Scope scope, VectorDbConfig config, FoundationOutputs foundation) {
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
                .username("twospeed_admin")
                .manageMasterUserPassword(true)
                .masterUserSecretKmsKeyId(foundation.kmsKeyArn())
                .iamDatabaseAuthenticationEnabled(true)
                .publiclyAccessible(false)
                .multiAz(config.multiAz())
                .backupRetentionPeriod(config.backupDays())
                .copyTagsToSnapshot(true)
                .performanceInsightsEnabled(config.performanceInsights())
                .deletionProtection(scope.protectData())
                .skipFinalSnapshot(!scope.protectData())
                .tags(scope.tags("vectors"));
        if (config.performanceInsights()) {
            args.performanceInsightsKmsKeyId(foundation.kmsKeyArn());
        }
        if (scope.protectData()) {
            args.finalSnapshotIdentifier(scope.name("vectors-final", 255));
        }
        return args;
    }

    private static ParameterGroupParameterArgs parameter(String name, String value) {
        return ParameterGroupParameterArgs.builder().name(name).value(value).build();
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
