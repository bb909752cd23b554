package dev.twospeed.policies.analyzer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Empty;
import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.twospeed.policies.rules.Pack;
import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Rule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pulumirpc.AnalyzerGrpc;
import pulumirpc.AnalyzerOuterClass.AnalyzeRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzeStackRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzerHandshakeRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzerPropertyDependencies;
import pulumirpc.AnalyzerOuterClass.AnalyzerResource;
import pulumirpc.AnalyzerOuterClass.ConfigureAnalyzerRequest;
import pulumirpc.AnalyzerOuterClass.EnforcementLevel;
import pulumirpc.AnalyzerOuterClass.PolicyConfig;

class AnalyzerServiceTest {
    private static final String RDS = "aws:rds/instance:Instance";
    private Server server;
    private ManagedChannel channel;

    private AnalyzerGrpc.AnalyzerBlockingStub analyzer(List<Rule> rules) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = NettyServerBuilder.forAddress(address)
                .addService(new AnalyzerService("pack", "1.2.3", rules))
                .build()
                .start();
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort())
                .usePlaintext()
                .build();
        return AnalyzerGrpc.newBlockingStub(channel);
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    @Test
    void shouldDescribeEveryRule_whenEngineAsks() throws Exception {
        var analyzer = analyzer(Pack.rules());
        analyzer.handshake(AnalyzerHandshakeRequest.getDefaultInstance());
        var info = analyzer.getAnalyzerInfo(Empty.getDefaultInstance());
        assertThat(info.getPoliciesList()).hasSameSizeAs(Pack.rules()).allSatisfy(policy -> {
            assertThat(policy.getEnforcementLevel()).isEqualTo(EnforcementLevel.MANDATORY);
            assertThat(policy.getDescription()).endsWith(".");
        });
        assertThat(analyzer.getPluginInfo(Empty.getDefaultInstance()).getVersion())
                .isEqualTo("1.2.3");
    }

    @Test
    void shouldSeeThroughSecretsAndUnknowns_whenAnalyzing() throws Exception {
        var analyzer = analyzer(Pack.rules());
        var secret = Struct.newBuilder()
                .putFields("4dabf18193072939515e22adb298388d", text("1b47061264138c4ac30d75fd1eb44270"))
                .putFields("value", flag(true));
        var request = rds().putFields(
                        "publiclyAccessible",
                        Value.newBuilder().setStructValue(secret).build())
                .putFields("storageEncrypted", text("1c4a061d-8072-4f0a-a4cb-0ff528b18fe7"));
        var answer = analyzer.analyze(analyze(request));
        assertThat(answer.getDiagnosticsList())
                .filteredOn(diagnostic -> diagnostic.getPolicyName().equals("rds-instance-forbid-public-access"))
                .singleElement()
                .satisfies(diagnostic -> {
                    assertThat(diagnostic.getUrn()).isEqualTo("urn");
                    assertThat(diagnostic.getMessage())
                            .contains("publiclyAccessible is true")
                            .contains("https://");
                });
        assertThat(answer.getNotApplicableList())
                .singleElement()
                .satisfies(
                        undecided -> assertThat(undecided.getPolicyName()).isEqualTo("rds-database-encrypt-storage"));
    }

    @Test
    void shouldDescribeOptionsAndExemptions_whenEngineAsksForTheSchema() throws Exception {
        var policies = analyzer(Pack.rules())
                .getAnalyzerInfo(Empty.getDefaultInstance())
                .getPoliciesList();
        var backups = policies.stream()
                .filter(policy -> policy.getName().equals("rds-database-keep-backups"))
                .findFirst()
                .orElseThrow();
        var properties = backups.getConfigSchema().getProperties().getFieldsMap();
        assertThat(properties).containsOnlyKeys("exemptions", "minimumDays");
        assertThat(properties
                        .get("minimumDays")
                        .getStructValue()
                        .getFieldsOrThrow("maximum")
                        .getNumberValue())
                .isEqualTo(35);
        assertThat(backups.getFramework().getName()).isEqualTo("AWS FSBP");
        assertThat(backups.getTagsList()).contains("rds", "AWS FSBP RDS.11", "cdk-nag AwsSolutions-RDS13");
        assertThat(policies)
                .allSatisfy(policy -> assertThat(
                                policy.getConfigSchema().getProperties().getFieldsMap())
                        .containsKey("exemptions"));
    }

    @Test
    void shouldChangeOnlyWhatIsBroken_whenTheLevelIsRemediate() throws Exception {
        var analyzer = analyzer(Pack.rules());
        var request = analyze(rds().putFields("publiclyAccessible", flag(true))
                .putFields("identifier", text("1c4a061d-8072-4f0a-a4cb-0ff528b18fe7")));
        assertThat(analyzer.remediate(request).getRemediationsList()).isEmpty();

        analyzer.configure(ConfigureAnalyzerRequest.newBuilder()
                .putPolicyConfig("rds-instance-forbid-public-access", level(EnforcementLevel.REMEDIATE))
                .putPolicyConfig("rds-database-copy-tags-to-snapshots", level(EnforcementLevel.REMEDIATE))
                .putPolicyConfig("rds-database-avoid-default-port", level(EnforcementLevel.REMEDIATE))
                .build());
        var remediations = analyzer.remediate(request).getRemediationsList();

        assertThat(remediations).hasSize(2);
        assertThat(remediations.get(1).getProperties())
                .isEqualTo(request.getProperties().toBuilder()
                        .putFields("publiclyAccessible", flag(false))
                        .putFields("copyTagsToSnapshot", flag(true))
                        .build());
        assertThat(analyzer.analyze(request).getDiagnosticsList())
                .filteredOn(diagnostic -> diagnostic.getPolicyName().equals("rds-database-avoid-default-port"))
                .singleElement()
                .satisfies(diagnostic ->
                        assertThat(diagnostic.getEnforcementLevel()).isEqualTo(EnforcementLevel.MANDATORY));
    }

    @Test
    void shouldExemptAndSayWhy_whenConfigured() throws Exception {
        var analyzer = analyzer(Pack.rules());
        var exemption = Struct.newBuilder()
                .putFields("urn", text("ur*"))
                .putFields("reason", text("a copy of public data"))
                .putFields("until", text("9999-12-31"));
        analyzer.configure(ConfigureAnalyzerRequest.newBuilder()
                .putPolicyConfig("all", level(EnforcementLevel.DISABLED))
                .putPolicyConfig(
                        "rds-database-encrypt-storage",
                        PolicyConfig.newBuilder()
                                .setEnforcementLevel(EnforcementLevel.MANDATORY)
                                .setProperties(Struct.newBuilder()
                                        .putFields(
                                                "exemptions",
                                                Value.newBuilder()
                                                        .setListValue(ListValue.newBuilder()
                                                                .addValues(Value.newBuilder()
                                                                        .setStructValue(exemption)))
                                                        .build()))
                                .build())
                .build());
        var answer = analyzer.analyze(analyze(rds()));
        assertThat(answer.getDiagnosticsList()).isEmpty();
        assertThat(answer.getNotApplicableList())
                .singleElement()
                .satisfies(exempt -> assertThat(exempt.getReason())
                        .isEqualTo("exempt for urn: storageEncrypted is not true; exempt until 9999-12-31: a copy of"
                                + " public data"));
    }

    @Test
    void shouldFollowConfiguredLevels_whenConfigured() throws Exception {
        var analyzer = analyzer(Pack.rules());
        analyzer.configure(ConfigureAnalyzerRequest.newBuilder()
                .putPolicyConfig("all", level(EnforcementLevel.ADVISORY))
                .putPolicyConfig("rds-database-manage-master-password", level(EnforcementLevel.DISABLED))
                .build());
        assertThat(analyzer.analyze(analyze(rds())).getDiagnosticsList())
                .isNotEmpty()
                .allSatisfy(diagnostic -> {
                    assertThat(diagnostic.getEnforcementLevel()).isEqualTo(EnforcementLevel.ADVISORY);
                    assertThat(diagnostic.getPolicyName()).isNotEqualTo("rds-database-manage-master-password");
                });
    }

    @Test
    void shouldRefuseConfiguration_whenRuleOrOptionDoesNotExist() throws Exception {
        var analyzer = analyzer(Pack.rules());
        assertThatThrownBy(() -> analyzer.configure(ConfigureAnalyzerRequest.newBuilder()
                        .putPolicyConfig("no-such-rule", level(EnforcementLevel.ADVISORY))
                        .build()))
                .hasMessageContaining("'no-such-rule', which does not exist")
                .hasMessageContaining("rds-database-encrypt-storage");
        assertThatThrownBy(() -> analyzer.configure(ConfigureAnalyzerRequest.newBuilder()
                        .putPolicyConfig(
                                "rds-database-encrypt-storage",
                                PolicyConfig.newBuilder()
                                        .setProperties(Struct.newBuilder().putFields("speed", text("high")))
                                        .build())
                        .build()))
                .hasMessageContaining("the option 'speed', which it does not have");
    }

    @Test
    void shouldFailTheRunWithRuleAndUrn_whenRuleCrashes() throws Exception {
        var analyzer = analyzer(List.of(new Crashing()));
        assertThatThrownBy(() -> analyzer.analyze(analyze(rds())))
                .hasMessageContaining("The rule test-rule-crash-always failed on urn")
                .hasMessageContaining("out of ideas");
    }

    @Test
    void shouldRelateResourcesByDependency_whenStackIsAnalyzed() throws Exception {
        var analyzer = analyzer(Pack.rules());
        var bucket = AnalyzerResource.newBuilder()
                .setUrn("bucket-urn")
                .setName("lake")
                .setType("aws:s3/bucketV2:BucketV2");
        var on = flag(true);
        var block = AnalyzerResource.newBuilder()
                .setUrn("block-urn")
                .setType("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")
                .setProperties(Struct.newBuilder()
                        .putFields("bucket", text("04da6b54-80e4-46f7-96ec-b56ff0331ba9"))
                        .putFields("blockPublicAcls", on)
                        .putFields("blockPublicPolicy", on)
                        .putFields("ignorePublicAcls", on)
                        .putFields("restrictPublicBuckets", on))
                .putPropertyDependencies(
                        "bucket",
                        AnalyzerPropertyDependencies.newBuilder()
                                .addUrns("bucket-urn")
                                .build());
        var alone = analyzer.analyzeStack(
                AnalyzeStackRequest.newBuilder().addResources(bucket).build());
        assertThat(alone.getDiagnosticsList())
                .extracting(diagnostic -> diagnostic.getPolicyName())
                .contains("s3-bucket-block-public-access");
        var both = analyzer.analyzeStack(AnalyzeStackRequest.newBuilder()
                .addResources(bucket)
                .addResources(block)
                .build());
        assertThat(both.getDiagnosticsList())
                .extracting(diagnostic -> diagnostic.getPolicyName())
                .doesNotContain("s3-bucket-block-public-access")
                .contains("s3-bucket-require-tls");
    }

    private static final class Crashing implements ResourceRule {
        @Override
        public Metadata metadata() {
            return Metadata.of("test-rule-crash-always", Severity.LOW);
        }

        @Override
        public Set<String> types() {
            return Set.of(RDS);
        }

        @Override
        public Verdict check(PolicyResource resource) {
            throw new IllegalStateException("out of ideas");
        }
    }

    private static Struct.Builder rds() {
        return Struct.newBuilder().putFields("engine", text("postgres"));
    }

    private static AnalyzeRequest analyze(Struct.Builder properties) {
        return AnalyzeRequest.newBuilder()
                .setUrn("urn")
                .setName("vectors")
                .setType(RDS)
                .setProperties(properties)
                .build();
    }

    private static PolicyConfig level(EnforcementLevel level) {
        return PolicyConfig.newBuilder().setEnforcementLevel(level).build();
    }

    private static Value flag(boolean flag) {
        return Value.newBuilder().setBoolValue(flag).build();
    }

    private static Value text(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }
}
