package dev.twospeed.stacks.foundation;

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
import com.pulumi.resources.CustomResourceOptions;
import dev.twospeed.stacks.common.Component;
import dev.twospeed.stacks.common.EncryptedLogs;
import dev.twospeed.stacks.common.MasterSecret;
import dev.twospeed.stacks.common.Scope;
import java.util.List;
import java.util.Map;

/** A MySQL database for a sample shop: private, encrypted, TLS only, with a password that nobody sees. */
final class SampleSource extends Component {
    private static final String DATABASE = "classicmodels";
    // Neither the engine's own port nor RDS's usual name of the master, which every scanner tries first.
    private static final int PORT = 3307;
    private static final String MASTER = "shop_admin";

    private final Source source;

    SampleSource(
            String name,
            Scope scope,
            FoundationConfig.SampleSettings settings,
            Output<String> kmsKeyArn,
            Network network,
            EncryptedLogs logs) {
        super("twospeed:foundation:SampleSource", name);
        var child = scope.childOf(this);
        var group = new SecurityGroup(
                name,
                SecurityGroupArgs.builder()
                        .name(scope.name(name, 255))
                        .description("Sample shop database; who reads it adds a rule")
                        .vpcId(network.vpcId())
                        .tags(scope.tags(name))
                        .build(),
                child);
        var subnets = new SubnetGroup(
                name,
                SubnetGroupArgs.builder()
                        .name(scope.name(name, 255))
                        .description("Private subnets of the sample shop")
                        .subnetIds(network.privateSubnetIds())
                        .tags(scope.tags(name))
                        .build(),
                child);
        var parameters = new ParameterGroup(
                name,
                ParameterGroupArgs.builder()
                        .name(scope.name(name, 255))
                        .family("mysql8.4")
                        .description("TLS only")
                        .parameters(ParameterGroupParameterArgs.builder()
                                .name("require_secure_transport")
                                .value("1")
                                .build())
                        .tags(scope.tags(name))
                        .build(),
                child);
        var identifier = scope.name(name, 63);
        var errorLog = logs.group(name + "-error", "/aws/rds/instance/" + identifier + "/error", this);
        var args = InstanceArgs.builder()
                .identifier(identifier)
                .engine("mysql")
                .engineVersion("8.4")
                .instanceClass(settings.instanceClass())
                .storageType("gp3")
                .allocatedStorage(20)
                .maxAllocatedStorage(100)
                .storageEncrypted(true)
                .kmsKeyId(kmsKeyArn)
                .dbName(DATABASE)
                .port(PORT)
                .username(MASTER)
                .iamDatabaseAuthenticationEnabled(true)
                .manageMasterUserPassword(true)
                .masterUserSecretKmsKeyId(kmsKeyArn)
                .dbSubnetGroupName(subnets.name())
                .vpcSecurityGroupIds(group.id().applyValue(List::of))
                .parameterGroupName(parameters.name())
                .publiclyAccessible(false)
                .autoMinorVersionUpgrade(true)
                .enabledCloudwatchLogsExports("error")
                .backupRetentionPeriod(settings.backupDays())
                .copyTagsToSnapshot(true)
                .deletionProtection(scope.protectData())
                .skipFinalSnapshot(!scope.protectData())
                .tags(scope.tags(name));
        if (scope.protectData()) {
            args.finalSnapshotIdentifier(scope.name(name + "-final", 255));
        }
        var database = new Instance(
                name,
                args.build(),
                CustomResourceOptions.builder()
                        .parent(this)
                        .protect(scope.protectData())
                        .dependsOn(errorLog)
                        .build());
        source = new Source(
                database.address(), database.port(), Output.of(DATABASE), MasterSecret.arn(database), group.id());
        registerOutputs(Map.of());
    }

    Source source() {
        return source;
    }
}
