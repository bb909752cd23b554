package dev.twospeed.stacks.foundation;

import com.pulumi.Context;
import com.pulumi.core.Output;
import dev.twospeed.stacks.common.Checkout;
import dev.twospeed.stacks.common.EncryptedLogs;
import dev.twospeed.stacks.common.FoundationOutputs;
import dev.twospeed.stacks.common.Scope;
import dev.twospeed.stacks.common.SecureBucket;
import dev.twospeed.stacks.common.StackOutputs;
import dev.twospeed.stacks.common.StackProgram;
import dev.twospeed.stacks.common.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the other stacks stand on: network, key, buckets, alarm topic and, if wanted, a sample shop. */
public final class FoundationProgram {
    private static final int ACCESS_LOG_DAYS = 365;

    private FoundationProgram() {}

    /** Run by the Pulumi engine. */
    public static void main(String[] args) {
        StackProgram.run(FoundationProgram.class, FoundationProgram::deploy);
    }

    /** Declares the stack's resources and exports its outputs. */
    public static void deploy(Context ctx, Checkout checkout) {
        var config = FoundationConfig.read(ctx, checkout);
        // Before any resource: a refusal must not leave half a deployment.
        var seedCode = config.sampleSource().map(sample -> checkout.artifact("handlers/target/seed.zip"));
        var scope = Scope.of(ctx, "foundation", config.protectData(), config.permissionsBoundaryArn());
        var key = new EncryptionKey("encryption", scope);
        var logs = new EncryptedLogs(scope, key.arn(), config.logRetentionDays());
        var network = config.existingVpc()
                .<Network>map(existing -> new ExistingNetwork(existing, scope))
                .orElseGet(() -> new OwnNetwork("network", scope, config, logs));
        config.existingVpc()
                .filter(FoundationConfig.ExistingVpc::lacksEndpoints)
                .ifPresent(existing -> new ExistingEndpoints("endpoints", scope, existing, network));
        var accessLogs = new SecureBucket("access-logs", scope, accessLogSettings(scope));
        var dataLake = new SecureBucket("data-lake", scope, settings(key, accessLogs, true));
        var artifacts = new SecureBucket("artifacts", scope, settings(key, accessLogs, false));
        var alarms = new AlarmTopic("alarms", scope, key.arn(), config.alarmEmail());
        if (config.budgetMonthlyUsd() > 0) {
            new MonthlyBudget("budget", scope, config.budgetMonthlyUsd(), alarms);
        }
        var sample = config.sampleSource()
                .map(settings -> new SampleSource("source", scope, settings, key.arn(), network, logs));
        var source = sample.map(SampleSource::source)
                .orElseGet(() -> config.existingSource().map(Source::of).orElse(Source.NONE));
        var outputs = new FoundationOutputs(
                Output.of(scope.environment()),
                Output.of(scope.region()),
                network.vpcId(),
                network.privateSubnetIds(),
                network.privateSubnetZones(),
                key.arn(),
                dataLake.bucket(),
                artifacts.bucket(),
                accessLogs.bucket(),
                alarms.arn(),
                network.endpointSecurityGroupId(),
                network.s3PrefixListId(),
                source.endpoint(),
                source.port(),
                source.database(),
                source.secretArn(),
                source.securityGroupId(),
                Output.of(config.additionalCaPem()),
                Output.of(""));
        var seeding = sample.map(shop -> new SampleSeeding("seed", scope, outputs, logs, seedCode.orElseThrow(), shop));
        // https://www.pulumi.com/docs/pulumi-cloud/projects-and-stacks/#stack-readme
        ctx.export("readme", Output.of(checkout.text("stacks/foundation/Pulumi.README.md")));
        StackOutputs.export(
                ctx,
                FoundationOutputs.CONTRACT,
                seeding.map(made -> outputs.seededBy(made.functionName())).orElse(outputs));
    }

    private static SecureBucket.Settings settings(EncryptionKey key, SecureBucket accessLogs, boolean eventBridge) {
        return new SecureBucket.Settings(
                Optional.of(key.arn()), Optional.of(accessLogs.logTarget()), 30, Map.of(), eventBridge, List.of());
    }

    private static SecureBucket.Settings accessLogSettings(Scope scope) {
        return new SecureBucket.Settings(
                Optional.empty(),
                Optional.empty(),
                30,
                Map.of("", ACCESS_LOG_DAYS),
                false,
                List.of(arn -> Statement.allow("AccessLogs")
                        .service("logging.s3.amazonaws.com")
                        .actions("s3:PutObject")
                        .on(Output.format("%s/s3/*", arn))
                        .when("StringEquals", "aws:SourceAccount", scope.account())));
    }
}
