package dev.twospeed.stacks.foundation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twospeed.stacks.common.Checkout;
import dev.twospeed.stacks.common.FoundationOutputs;
import dev.twospeed.stacks.common.HouseRules;
import dev.twospeed.stacks.common.MockRun;
import dev.twospeed.stacks.common.MockStack;
import dev.twospeed.stacks.common.TestCheckout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoundationProgramTest {
    private static final String BUCKET = "aws:s3/bucketV2:BucketV2";
    private static final String BUDGET = "aws:budgets/budget:Budget";
    private static final String ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
    private static final String FUNCTION = "aws:lambda/function:Function";
    private static final String INSTANCE = "aws:rds/instance:Instance";

    @TempDir
    private Path folder;

    private Checkout checkout;

    @BeforeEach
    void build() {
        checkout = TestCheckout.in(folder);
    }

    @Test
    void shouldExportItsContract_whenDeployedToDev() {
        var run = run(stack()).succeeded();

        assertThat(run.outputs())
                .contains("contractVersion", "vpcId", "s3PrefixListId", "sourceSecretArn", "additionalCaPem");
        assertThat(run.output("contractVersion")).isEqualTo("1.1");
        assertThat(run.output("dataLakeBucket")).isEqualTo("twospeed-dev-us-east-1-123456789012-data-lake");
        assertThat(run.output("privateSubnetZones")).isEqualTo(List.of("us-east-1a", "us-east-1b"));
        assertThat(run.output("sourcePort")).isEqualTo(5432);
        assertThat(run.output("readme")).isEqualTo("# The foundation");
    }

    @Test
    void shouldKeepTheHouseRules_whenDeployedToDev() {
        var run = run(stack()).succeeded();

        HouseRules.childrenAndTags(run);
        HouseRules.leastPrivilege(run);
        HouseRules.protection(run, false);
    }

    @Test
    void shouldStandBesideItself_whenDeployedInTwoRegions() {
        HouseRules.regions(
                run(stack().environment("prod")).succeeded(),
                run(stack().environment("prod").config("aws:region", "eu-central-1"))
                        .succeeded());
    }

    @Test
    void shouldBoundEveryRole_whenTheConfigNamesABoundary() {
        var arn = "arn:aws:iam::123456789012:policy/team/workload-boundary";

        HouseRules.boundary(
                run(stack().config("twospeed:permissionsBoundaryArn", arn)).succeeded(), arn);
        HouseRules.boundary(run(stack()).succeeded(), null);
    }

    @Test
    void shouldProtectData_whenTheEnvironmentHasTheDefaults() {
        var run = run(stack().environment("staging").config("twospeed:sampleSource", "true"))
                .succeeded();

        HouseRules.protection(run, true);
        var source = run.resource(INSTANCE, "source");
        assertThat(source.input("deletionProtection")).isEqualTo(true);
        assertThat(source.input("skipFinalSnapshot")).isEqualTo(false);
        assertThat(source.text("finalSnapshotIdentifier")).isEqualTo("twospeed-staging-us-east-1-source-final");
        assertThat(run.resource(BUCKET, "data-lake").input("forceDestroy")).isEqualTo(false);
    }

    @Test
    void shouldKeepTheKey_whereverSomethingThatItEncryptsIsKept() {
        var key = "aws:kms/key:Key";

        assertThat(run(stack().environment("prod"))
                        .succeeded()
                        .resource(key, "encryption")
                        .retainOnDelete())
                .isTrue();
        assertThat(run(stack()).succeeded().resource(key, "encryption").retainOnDelete())
                .isFalse();
    }

    @Test
    void shouldHaveNoWayToTheInternet() {
        var run = run(stack()).succeeded();

        assertThat(run.resources().stream().map(MockRun.Registered::type))
                .doesNotContain("aws:ec2/internetGateway:InternetGateway", "aws:ec2/natGateway:NatGateway");
        assertThat(run.resources("aws:ec2/subnet:Subnet"))
                .allSatisfy(subnet ->
                        assertThat(subnet.input("mapPublicIpOnLaunch")).isNull())
                .extracting(subnet -> subnet.text("cidrBlock"))
                .containsExactlyInAnyOrder("10.42.0.0/20", "10.42.16.0/20");
        var closed = run.resource("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "network");
        assertThat(closed.input("ingress")).isNull();
        assertThat(closed.input("egress")).isNull();
    }

    @Test
    void shouldHaveAnEndpointForEachServiceOfTheChoice() {
        assertThat(interfaces(run(stack()).succeeded()))
                .containsExactlyInAnyOrder("glue", "logs", "monitoring", "secretsmanager");
        assertThat(interfaces(run(stack().config("twospeed:endpoints", "full")).succeeded()))
                .contains("kms", "sts", "athena");
    }

    private static List<String> interfaces(MockRun run) {
        return run.resources("aws:ec2/vpcEndpoint:VpcEndpoint").stream()
                .filter(endpoint -> endpoint.text("vpcEndpointType").equals("Interface"))
                .map(endpoint -> endpoint.text("serviceName").replace("com.amazonaws.us-east-1.", ""))
                .toList();
    }

    @Test
    void shouldRefusePlainHttpAndOtherKeys_whenBucketsAreMade() {
        var run = run(stack()).succeeded();

        assertThat(run.resources("aws:s3/bucketPolicy:BucketPolicy"))
                .hasSize(3)
                .allSatisfy(policy -> assertThat(HouseRules.statements(policy.text("policy")))
                        .anySatisfy(statement -> assertThat(statement)
                                .containsEntry("Sid", "TlsOnly")
                                .containsEntry("Effect", "Deny")
                                .containsEntry("Condition", Map.of("Bool", Map.of("aws:SecureTransport", "false")))));
        var encryption = run.resources(
                "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2");
        assertThat(encryption)
                .filteredOn(found -> !found.name().equals("access-logs"))
                .allSatisfy(found ->
                        assertThat(found.text("rules")).contains("aws:kms").contains("bucketKeyEnabled=true"));
        assertThat(encryption)
                .filteredOn(found -> found.name().equals("access-logs"))
                .allSatisfy(found -> assertThat(found.text("rules")).contains("AES256"));
    }

    @Test
    void shouldTellEventBridgeOfNewObjects_inTheDataLakeOnly() {
        var notifications = run(stack()).succeeded().resources("aws:s3/bucketNotification:BucketNotification");

        assertThat(notifications).extracting(MockRun.Registered::name).containsExactly("data-lake");
        assertThat(notifications.get(0).input("eventbridge")).isEqualTo(true);
    }

    @Test
    void shouldForceTlsAndKeepThePasswordFromEverybody_whenASampleSourceIsMade() {
        var run = run(stack()).succeeded();

        var source = run.resource(INSTANCE, "source");
        assertThat(source.input("manageMasterUserPassword")).isEqualTo(true);
        assertThat(source.input("password")).isNull();
        assertThat(source.input("publiclyAccessible")).isEqualTo(false);
        assertThat(source.input("storageEncrypted")).isEqualTo(true);
        assertThat(run.resource("aws:rds/parameterGroup:ParameterGroup", "source")
                        .text("parameters"))
                .contains("require_secure_transport");
        assertThat(source.dependencies()).anyMatch(urn -> urn.contains("LogGroup"));
    }

    @Test
    void shouldHaveAFunctionThatFillsTheShop_whenASampleSourceIsMade() {
        var run = run(stack()).succeeded();

        assertThat(run.output("seedFunctionName")).isEqualTo("twospeed-dev-us-east-1-seed");
        var function = run.resource(FUNCTION, "seed");
        assertThat(function.inputs())
                .containsEntry("handler", "dev.twospeed.handlers.seed.SeedHandler")
                .containsEntry("timeout", 900.0);
        assertThat(function.text("s3Key")).matches("foundation-seed/[0-9a-f]{16}/seed.zip");
        assertThat(function.text("environment"))
                .contains("DB_SECRET_ARN=arn:aws:secretsmanager:us-east-1:123456789012:secret:rds!source")
                .contains("DB_ENDPOINT=source.mock.us-east-1.rds.amazonaws.com");
        assertThat(run.resource("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "source-from-seed")
                        .inputs())
                .containsEntry("securityGroupId", "source-id")
                .containsEntry("referencedSecurityGroupId", "seed-id")
                .containsEntry("fromPort", 5432.0)
                .containsEntry("toPort", 5432.0);
    }

    @Test
    void shouldFillNoShop_whenItIsSomebodyElses() {
        var run = run(stack().environment("prod")).succeeded();

        assertThat(run.output("sourceEndpoint")).isNotEqualTo("");
        assertThat(run.resources(FUNCTION)).isEmpty();
        assertThat(run.output("seedFunctionName")).isEqualTo("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prod", "production", "prod-eu"})
    void shouldRefuseASampleSource_whenTheEnvironmentIsProduction(String environment) {
        var run = run(stack().environment(environment)
                .config("twospeed:sampleSource", "true")
                .config("twospeed:sourceEndpoint", ""));

        assertThat(run.exitCode()).isNotZero();
        assertThat(run.resources()).isEmpty();
        assertThat(run.errors())
                .singleElement()
                .asString()
                .contains("twospeed:sampleSource is true; allowed: false in production, whose shop is a real one");
    }

    @Test
    void shouldHaveNoBudget_whenTheConfigNamesNoLimit() {
        assertThat(run(stack()).succeeded().resources(BUDGET)).isEmpty();
    }

    @Test
    void shouldTellTheAlarmTopicOfTheMonthsCost_whenTheConfigNamesALimit() {
        var run = run(stack().environment("prod").config("twospeed:budgetMonthlyUsd", "700"))
                .succeeded();

        HouseRules.childrenAndTags(run);
        HouseRules.protection(run, true);
        var budget = run.resource(BUDGET, "budget");
        assertThat(budget.inputs())
                .containsEntry("name", "twospeed-prod-us-east-1-monthly")
                .containsEntry("timeUnit", "MONTHLY")
                .containsEntry("limitAmount", "700")
                .containsEntry("limitUnit", "USD")
                .containsEntry(
                        "costFilters",
                        List.of(Map.of("name", "TagKeyValue", "values", List.of("user:Project$twospeed"))));
        assertThat(budget.input("notifications"))
                .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
                .allSatisfy(notification -> assertThat(String.valueOf(notification))
                        .contains("comparisonOperator=GREATER_THAN", "thresholdType=PERCENTAGE")
                        .contains("subscriberSnsTopicArns=[arn:aws:mock:us-east-1:123456789012:Topic/alarms]"))
                .extracting(notification -> notification.get("notificationType") + " " + notification.get("threshold"))
                .containsExactly("ACTUAL 80.0", "FORECASTED 100.0");
        assertThat(budget.dependencies()).anyMatch(urn -> urn.contains("TopicPolicy"));
    }

    @Test
    void shouldHaveABudget_whenDeployedAsTheExampleOfProduction() {
        assertThat(run(stack().environment("prod")).succeeded().resources(BUDGET))
                .hasSize(1);
    }

    @Test
    void shouldMakeOnlyTheNamedEndpoints_whenTheNetworkIsOfSomebodyElse() {
        var run = run(inExistingVpc().config("twospeed:existingVpcEndpoints", "[\"glue\",\"logs\",\"glue\"]"))
                .succeeded();

        HouseRules.childrenAndTags(run);
        assertThat(interfaces(run)).containsExactlyInAnyOrder("glue", "logs");
        assertThat(run.resource(ENDPOINT, "endpoints-glue").inputs())
                .containsEntry("vpcId", "vpc-0123456789abcdef0")
                .containsEntry("subnetIds", List.of("subnet-0123456789abcdef0", "subnet-0123456789abcdef1"))
                .containsEntry("securityGroupIds", List.of("sg-0123456789abcdef0"))
                .containsEntry("privateDnsEnabled", true);
        assertThat(run(inExistingVpc()).succeeded().resources(ENDPOINT)).isEmpty();
    }

    @Test
    void shouldMakeAGatewayToS3InTheNetworkOfSomebodyElse_onlyWhenRouteTablesAreNamed() {
        var run = run(inExistingVpc()
                        .config(
                                "twospeed:existingRouteTableIds",
                                "[\"rtb-0123456789abcdef0\",\"rtb-0123456789abcdef1\"]"))
                .succeeded();

        HouseRules.childrenAndTags(run);
        assertThat(run.resources(ENDPOINT)).hasSize(1);
        assertThat(run.resource(ENDPOINT, "endpoints-s3").inputs())
                .containsEntry("vpcId", "vpc-0123456789abcdef0")
                .containsEntry("vpcEndpointType", "Gateway")
                .containsEntry("serviceName", "com.amazonaws.us-east-1.s3")
                .containsEntry("routeTableIds", List.of("rtb-0123456789abcdef0", "rtb-0123456789abcdef1"));
        assertThat(run.output("s3PrefixListId")).isEqualTo("pl-63a5400a");
    }

    @Test
    void shouldRefuseRouteTables_whenTheyAreNoneOrTheNetworkIsOurs() {
        assertThat(run(inExistingVpc().config("twospeed:existingRouteTableIds", "[\"subnet-0123456789abcdef0\"]"))
                        .errors())
                .singleElement()
                .asString()
                .contains("twospeed:existingRouteTableIds is \"subnet-0123456789abcdef0\"; allowed: ids of");
        assertThat(run(stack().config("twospeed:existingRouteTableIds", "[\"rtb-0123456789abcdef0\"]"))
                        .errors())
                .singleElement()
                .asString()
                .contains(
                        "twospeed:existingRouteTableIds is [rtb-0123456789abcdef0]; allowed: nothing if existingVpcId");
    }

    @Test
    void shouldRefuseEndpoints_whenTheServiceIsUnknownOrTheNetworkIsOurs() {
        assertThat(run(inExistingVpc().config("twospeed:existingVpcEndpoints", "[\"gleu\"]"))
                        .errors())
                .singleElement()
                .asString()
                .contains(
                        "twospeed:existingVpcEndpoints is \"gleu\"; allowed: services that have an interface endpoint");
        assertThat(run(stack().config("twospeed:existingVpcEndpoints", "[\"glue\"]"))
                        .errors())
                .singleElement()
                .asString()
                .contains("twospeed:existingVpcEndpoints is [glue]; allowed: nothing if existingVpcId is not set");
    }

    private static MockStack inExistingVpc() {
        return stack().config("twospeed:existingVpcId", "vpc-0123456789abcdef0")
                .config("twospeed:existingSubnetIds", "[\"subnet-0123456789abcdef0\",\"subnet-0123456789abcdef1\"]")
                .config("twospeed:existingEndpointSecurityGroupId", "sg-0123456789abcdef0");
    }

    @Test
    void shouldUseAnotherNetworkAndDatabase_whenTheConfigNamesThem() {
        var run = run(stack().environment("prod")
                        .config("twospeed:existingVpcId", "vpc-0123456789abcdef0")
                        .config(
                                "twospeed:existingSubnetIds",
                                "[\"subnet-0123456789abcdef0\",\"subnet-0123456789abcdef1\"]")
                        .config("twospeed:existingEndpointSecurityGroupId", "sg-0123456789abcdef0")
                        .config("twospeed:sourceEndpoint", "shop.example.com")
                        .config("twospeed:sourceDatabase", "shop")
                        .config(
                                "twospeed:sourceSecretArn",
                                "arn:aws:secretsmanager:us-east-1:123456789012:secret:shop-AbCdEf")
                        .config("twospeed:sourceSecurityGroupId", "sg-0123456789abcdef1"))
                .succeeded();

        assertThat(run.resources("aws:ec2/vpc:Vpc")).isEmpty();
        assertThat(run.resources(INSTANCE)).isEmpty();
        assertThat(run.output("vpcId")).isEqualTo("vpc-0123456789abcdef0");
        assertThat(run.output("s3PrefixListId")).isEqualTo("pl-63a5400a");
        assertThat(run.output("sourceEndpoint")).isEqualTo("shop.example.com");
    }

    @Test
    void shouldTellAllFaultsAtOnce_whenTheConfigHasSeveral() {
        var run = run(stack().config("twospeed:vpcCidr", "10.0.0.1/16")
                .config("twospeed:availabilityZoneCount", "7")
                .config("twospeed:endpoints", "some")
                .config("twospeed:logRetentionDays", "2")
                .config("twospeed:existingVpcId", "vpc-0123456789abcdef0")
                .config("twospeed:sourceEndpoint", "shop.example.com"));

        assertThat(run.exitCode()).isNotZero();
        assertThat(run.errors())
                .singleElement()
                .asString()
                .startsWith("The configuration has 10 faults:")
                .contains("twospeed:vpcCidr is \"10.0.0.1/16\"; allowed: an IPv4 block from /16 to /24")
                .contains("twospeed:availabilityZoneCount is \"7\"; allowed: a whole number from 2 to 3")
                .contains("twospeed:endpoints is \"some\"; allowed: one of [minimal, full]")
                .contains("twospeed:logRetentionDays is \"2\"; allowed: one of [1, 3, 5")
                .contains("twospeed:existingSubnetIds is []; allowed: at least two")
                .contains("twospeed:sourceSecretArn is \"\"; allowed: a value if sourceEndpoint is set")
                .contains("twospeed:sampleSource is true; allowed: false if sourceEndpoint names a database");
    }

    @Test
    void shouldExportTheCertificates_whenAnotherAuthorityIsGiven() {
        TestCheckout.write(folder, "ca.pem", "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n");

        var run = run(stack().config("twospeed:additionalDatabaseCa", "ca.pem")).succeeded();

        assertThat(String.valueOf(run.output("additionalCaPem"))).startsWith("-----BEGIN CERTIFICATE-----");
    }

    @Test
    void shouldSayWhatIsWrong_whenTheFileOfTheAuthorityIsMissing() {
        var run = run(stack().config("twospeed:additionalDatabaseCa", "none.pem"));

        assertThat(run.errors())
                .singleElement()
                .asString()
                .contains("\"none.pem\"")
                .contains("cannot be read");
    }

    private static MockStack stack() {
        return MockStack.of(FoundationOutputs.CONTRACT);
    }

    private MockRun run(MockStack stack) {
        return stack.run(FoundationProgram::deploy, checkout);
    }
}
