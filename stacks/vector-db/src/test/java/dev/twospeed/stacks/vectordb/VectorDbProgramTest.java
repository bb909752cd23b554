package dev.twospeed.stacks.vectordb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twospeed.stacks.common.Checkout;
import dev.twospeed.stacks.common.FoundationOutputs;
import dev.twospeed.stacks.common.HouseRules;
import dev.twospeed.stacks.common.MockRun;
import dev.twospeed.stacks.common.MockStack;
import dev.twospeed.stacks.common.SampleOutputs;
import dev.twospeed.stacks.common.TestCheckout;
import dev.twospeed.stacks.common.VectorDbOutputs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorDbProgramTest {
    private static final String INSTANCE = "aws:rds/instance:Instance";
    private static final String FUNCTION = "aws:lambda/function:Function";
    private static final String INVOCATION = "aws:lambda/invocation:Invocation";
    private static final String ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
    private static final String ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
    private static final String TARGET = "aws:cloudwatch/eventTarget:EventTarget";

    @TempDir
    private Path folder;

    private Checkout checkout;

    @BeforeEach
    void build() {
        checkout = TestCheckout.in(folder);
    }

    @Test
    void shouldExportItsContract_whenDeployedToDev() {
        var run = run(stack("dev")).succeeded();

        assertThat(run.outputs()).hasSize(14).contains("databaseResourceId", "loaderFunctionArn", "maxConnections");
        assertThat(run.output("databaseName")).isEqualTo("recommendations");
        assertThat(run.output("readerUser")).isEqualTo("twospeed_reader");
        assertThat(run.output("migrateFunctionName")).isEqualTo("twospeed-dev-us-east-1-migrate");
    }

    @Test
    void shouldKeepTheHouseRules_whenDeployedToDev() {
        var run = run(stack("dev")).succeeded();

        HouseRules.childrenAndTags(run);
        HouseRules.leastPrivilege(run);
        HouseRules.protection(run, false);
    }

    @Test
    void shouldStandBesideItself_whenDeployedInTwoRegions() {
        HouseRules.regions(
                run(stack("prod")).succeeded(),
                run(stack("prod").config("aws:region", "eu-central-1")).succeeded());
    }

    @Test
    void shouldBoundEveryRole_whenTheConfigNamesABoundary() {
        var arn = "arn:aws:iam::123456789012:policy/team/workload-boundary";

        HouseRules.boundary(
                run(stack("dev").config("twospeed-vector-db:permissionsBoundaryArn", arn))
                        .succeeded(),
                arn);
        HouseRules.boundary(run(stack("dev")).succeeded(), null);
    }

    @Test
    void shouldBePrivateAndKnowNoPassword_whenTheDatabaseIsMade() {
        var database = run(stack("dev")).succeeded().resource(INSTANCE, "database");

        assertThat(database.inputs())
                .containsEntry("engine", "postgres")
                .containsEntry("engineVersion", "16")
                .containsEntry("manageMasterUserPassword", true)
                .containsEntry("iamDatabaseAuthenticationEnabled", true)
                .containsEntry("publiclyAccessible", false)
                .containsEntry("storageEncrypted", true)
                .containsEntry("storageType", "gp3")
                .doesNotContainKey("password");
        assertThat(database.dependencies())
                .filteredOn(urn -> urn.contains("LogGroup"))
                .hasSize(2);
    }

    @Test
    void shouldRecordStatementsAndTheOperatingSystem_whenTheEnvironmentIsProduction() {
        var dev = run(stack("dev")).succeeded();
        var prod = run(stack("prod")).succeeded();
        var advanced = run(stack("prod").config("twospeed-vector-db:databaseInsights", "advanced"))
                .succeeded();

        assertThat(dev.resource(INSTANCE, "database").inputs())
                .containsEntry("performanceInsightsEnabled", false)
                .containsEntry("databaseInsightsMode", "standard")
                .containsEntry("monitoringInterval", 0.0)
                .doesNotContainKeys("monitoringRoleArn", "performanceInsightsKmsKeyId");
        assertThat(prod.resource(INSTANCE, "database").inputs())
                .containsEntry("performanceInsightsEnabled", true)
                .containsEntry("databaseInsightsMode", "standard")
                .containsEntry("performanceInsightsRetentionPeriod", 7.0)
                .containsEntry("monitoringInterval", 60.0)
                .containsKeys("monitoringRoleArn", "performanceInsightsKmsKeyId");
        assertThat(advanced.resource(INSTANCE, "database").inputs())
                .containsEntry("databaseInsightsMode", "advanced")
                .containsEntry("performanceInsightsRetentionPeriod", 465.0);
    }

    @Test
    void shouldLetOnlyRdsOfThisAccountMonitor() {
        var run = run(stack("prod")).succeeded();

        HouseRules.childrenAndTags(run);
        HouseRules.leastPrivilege(run);
        assertThat(run.resource("aws:iam/role:Role", "database-monitoring").text("assumeRolePolicy"))
                .contains("monitoring.rds.amazonaws.com", "\"aws:SourceAccount\":\"123456789012\"");
        assertThat(run.resource(ROLE_POLICY, "database-monitoring").text("policy"))
                .contains("log-group:RDSOSMetrics:log-stream:*")
                .doesNotContain("\"*\"");
        assertThat(run.resource(INSTANCE, "database").dependencies())
                .anyMatch(urn -> urn.contains("RolePolicy") && urn.endsWith("database-monitoring"));
    }

    @Test
    void shouldTellTheAlarmTopic_whenSomethingHappensToTheDatabase() {
        for (var environment : List.of("dev", "prod")) {
            var run = run(stack(environment)).succeeded();

            var events = run.resource("aws:rds/eventSubscription:EventSubscription", "database");
            assertThat(events.inputs())
                    .containsEntry("snsTopic", SampleOutputs.foundation().get("alarmTopicArn"))
                    .containsEntry("sourceType", "db-instance")
                    .containsEntry("sourceIds", List.of("twospeed-" + environment + "-us-east-1-vectors"));
            assertThat(events.text("eventCategories")).contains("failover", "failure", "low storage");
            assertThat(events.parent()).endsWith("twospeed:vectordb:Database::database");
        }
    }

    @Test
    void shouldAlarm_whenTheDatabaseRunsOutOfSomething() {
        // Four fifths of the connections that 8 and 2 GiB surely have.
        for (var connections : Map.of("prod", 540.0, "dev", 134.0).entrySet()) {
            var run = run(stack(connections.getKey())).succeeded();

            assertThat(run.resources(ALARM))
                    .extracting(MockRun.Registered::name)
                    .contains(
                            "database-cpu",
                            "database-memory",
                            "database-storage",
                            "database-connections",
                            "database-read-latency",
                            "database-write-latency");
            assertThat(run.resource(ALARM, "database-connections").inputs())
                    .containsEntry("metricName", "DatabaseConnections")
                    .containsEntry("comparisonOperator", "GreaterThanThreshold")
                    .containsEntry("threshold", connections.getValue());
            assertThat(run.resource(ALARM, "database-write-latency").inputs())
                    .containsEntry("metricName", "WriteLatency")
                    .containsEntry("threshold", 0.05);
            assertThat(run.resources(ALARM))
                    .allSatisfy(alarm -> assertThat(alarm.inputs()).containsEntry("treatMissingData", "notBreaching"));
        }
    }

    @Test
    void shouldForceTls() {
        var parameters = run(stack("dev")).succeeded().resource("aws:rds/parameterGroup:ParameterGroup", "database");

        assertThat(parameters.text("family")).isEqualTo("postgres16");
        assertThat(parameters.text("parameters")).contains("name=rds.force_ssl, value=1");
    }

    @Test
    void shouldLogSlowStatementsWithoutTheirParameters() {
        var parameters = run(stack("dev")).succeeded().resource("aws:rds/parameterGroup:ParameterGroup", "database");

        assertThat(parameters.text("parameters"))
                .contains("name=log_min_duration_statement, value=1000", "name=log_parameter_max_length, value=0");
    }

    @Test
    void shouldProtectTheDatabase_whenTheEnvironmentHasTheDefaults() {
        var run = run(stack("prod")).succeeded();

        HouseRules.protection(run, true);
        assertThat(run.resource(INSTANCE, "database").inputs())
                .containsEntry("deletionProtection", true)
                .containsEntry("skipFinalSnapshot", false)
                .containsEntry("multiAz", true)
                // The mock's id of the security group, which is another one for each database.
                .containsEntry("finalSnapshotIdentifier", "twospeed-prod-us-east-1-vectors-final-id")
                .containsEntry("backupRetentionPeriod", 14.0);
    }

    @Test
    void shouldMigrateAfterDatabaseAndPolicies_andAgainWhenSqlChanges() {
        var before = run(stack("dev")).succeeded().resource(INVOCATION, "migrate");
        TestCheckout.write(folder, "sql/migrations/V2__more.sql", "select 2;");
        TestCheckout.build(folder, "handlers/target/handlers.zip", List.of("handlers", "recommender", "sql"));
        TestCheckout.build(folder, "glue/target/glue.jar", List.of("glue", "handlers", "recommender", "sql"));
        var after = run(stack("dev")).succeeded().resource(INVOCATION, "migrate");

        assertThat(before.dependencies())
                .anyMatch(urn -> urn.contains("aws:rds/instance:Instance"))
                .anyMatch(urn -> urn.contains("RolePolicy"))
                .anyMatch(urn -> urn.contains("SecurityGroupIngressRule"));
        assertThat(before.text("input")).matches("\\{\"sqlHash\":\"[0-9a-f]{64}\"}");
        assertThat(after.input("triggers")).isNotEqualTo(before.input("triggers"));
    }

    @Test
    void shouldLetEachFunctionCallWhatItNeeds_andNothingElse() {
        var run = run(stack("dev")).succeeded();

        assertThat(run.resources("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"))
                .extracting(MockRun.Registered::name)
                .containsExactlyInAnyOrder(
                        "migrate-to-endpoints",
                        "migrate-to-vectors",
                        "loader-to-s3",
                        "loader-to-endpoints",
                        "loader-to-vectors",
                        "loading-jobs-to-s3",
                        "loading-jobs-to-endpoints",
                        "loading-jobs-to-vectors",
                        "loading-jobs-to-itself");
    }

    @Test
    void shouldLetEachFunctionLogInAsItsOwnUsersOnly() {
        var run = run(stack("dev")).succeeded();

        assertThat(run.resource(ROLE_POLICY, "loader").text("policy"))
                .contains("dbuser:db-ABCDEFGHIJKLMNOPQRSTUVWXYZ/twospeed_loader")
                .contains("dbuser:db-ABCDEFGHIJKLMNOPQRSTUVWXYZ/twospeed_inspector")
                .doesNotContain("twospeed_migrator")
                .doesNotContain("twospeed_admin")
                .doesNotContain("secretsmanager");
        assertThat(run.resource(ROLE_POLICY, "migrate").text("policy"))
                .contains("dbuser:db-ABCDEFGHIJKLMNOPQRSTUVWXYZ/twospeed_migrator")
                .contains("dbuser:db-ABCDEFGHIJKLMNOPQRSTUVWXYZ/"
                        + run.resource(INSTANCE, "database").text("username"))
                .doesNotContain("twospeed_loader");
    }

    @Test
    void shouldGiveTheFunctionsWhatTheyRead() {
        var run = run(stack("dev")).succeeded();

        assertThat(variables(run.resource(FUNCTION, "loader")))
                .containsOnlyKeys(
                        "ADDITIONAL_CA_PEM",
                        "DB_ENDPOINT",
                        "DB_INSPECTOR_USER",
                        "DB_NAME",
                        "DB_PORT",
                        "DB_USER",
                        "FUNCTION_EMBEDDINGS",
                        "FUNCTION_ITEMS",
                        "JAVA_TOOL_OPTIONS",
                        "KEEP_VERSIONS",
                        "LOADING_JOB",
                        "MODEL_BUCKET",
                        "MODEL_PREFIX")
                .containsEntry("DB_USER", "twospeed_loader")
                .containsEntry("DB_INSPECTOR_USER", "twospeed_inspector")
                .containsEntry("MODEL_PREFIX", "models/")
                .containsEntry("FUNCTION_ITEMS", "200000")
                .containsEntry("FUNCTION_EMBEDDINGS", "3000000")
                .containsEntry("LOADING_JOB", "twospeed-dev-us-east-1-loading");
        assertThat(variables(run.resource(FUNCTION, "migrate")))
                .containsOnlyKeys(
                        "ADDITIONAL_CA_PEM", "DB_ENDPOINT", "DB_MIGRATOR_USER", "DB_NAME", "DB_PORT", "DB_SECRET_ARN");
        assertThat(run.resources(FUNCTION))
                .allSatisfy(function -> assertThat(function.inputs())
                        .containsEntry("runtime", "java21")
                        .containsEntry("architectures", List.of("arm64"))
                        .containsEntry("s3Bucket", "artifacts"));
    }

    @Test
    void shouldHaveAJobForWhatIsTooLargeForTheFunction() {
        var run = run(stack("dev")).succeeded();

        var job = run.resource("aws:glue/job:Job", "loading");
        assertThat(job.inputs())
                .containsEntry("maxRetries", 0.0)
                .containsEntry("timeout", 480.0)
                .containsEntry("connections", List.of("twospeed-dev-us-east-1-loading-jobs"))
                .doesNotContainKey("executionProperty");
        assertThat(job.text("defaultArguments"))
                .contains(
                        "--db-user=twospeed_loader",
                        "--model-location=s3://lake/models/",
                        "--keep-versions=3",
                        "--region=us-east-1",
                        "--additional-ca=none");
        assertThat(run.resource(ROLE_POLICY, "loading").text("policy"))
                .contains("dbuser:db-ABCDEFGHIJKLMNOPQRSTUVWXYZ/twospeed_loader")
                .doesNotContain("twospeed_inspector")
                .doesNotContain("secretsmanager");
        assertThat(run.resource(ROLE_POLICY, "loader").text("policy")).contains("glue:StartJobRun");
        assertThat(run.resource("aws:cloudwatch/eventRule:EventRule", "loading-failures")
                        .text("eventPattern"))
                .contains("\"jobName\":[\"twospeed-dev-us-east-1-loading\"]", "FAILED", "TIMEOUT");
    }

    @Test
    void shouldLoadOnEachManifestAndEveryHour() {
        var run = run(stack("dev")).succeeded();

        assertThat(run.resource("aws:cloudwatch/eventRule:EventRule", "loader-on-model")
                        .text("eventPattern"))
                .isEqualTo("{\"detail\":{\"bucket\":{\"name\":[\"lake\"]},"
                        + "\"object\":{\"key\":[{\"wildcard\":\"models/*/manifest.json\"}]}},"
                        + "\"detail-type\":[\"Object Created\"],\"source\":[\"aws.s3\"]}");
        assertThat(run.resource(TARGET, "loader-on-model").input("input")).isNull();
        assertThat(run.resource("aws:cloudwatch/eventRule:EventRule", "loader-hourly")
                        .text("scheduleExpression"))
                .isEqualTo("rate(1 hour)");
        assertThat(run.resource(TARGET, "loader-hourly").text("input")).isEqualTo("{\"operation\":\"reconcile\"}");
        assertThat(run.resources(TARGET))
                .filteredOn(target -> target.name().startsWith("loader"))
                .hasSize(2)
                .allSatisfy(target -> {
                    assertThat(target.text("deadLetterConfig")).contains("loader-failures");
                    assertThat(target.dependencies()).anyMatch(urn -> urn.contains("Invocation"));
                });
    }

    @Test
    void shouldCallTheLoaderAtEachUp_andNotInAPreview() {
        assertThat(run(stack("dev")).succeeded().calls())
                .filteredOn(call -> call.startsWith("aws:lambda/getInvocation:getInvocation"))
                .singleElement()
                .asString()
                .contains("twospeed-dev-us-east-1-loader", "{\"operation\":\"reconcile\"}");
        assertThat(run(stack("dev").preview()).succeeded().calls()).noneMatch(call -> call.contains("getInvocation"));
    }

    @Test
    void shouldLoadOneModelAtATime_whenTheAccountHasTheQuota() {
        assertThat(run(stack("prod")).resource(FUNCTION, "loader").input("reservedConcurrentExecutions"))
                .isEqualTo(1.0);
    }

    @Test
    void shouldReplaceNothingElse_whenADatabaseSettingChanges() {
        var before = run(stack("dev")).succeeded();
        var after =
                run(stack("dev").config("twospeed-vector-db:backupDays", "7")).succeeded();

        assertThat(after.resources())
                .filteredOn(resource -> !before.resource(resource.type(), resource.name())
                        .inputs()
                        .equals(resource.inputs()))
                .extracting(MockRun.Registered::type)
                .containsExactly(INSTANCE);
    }

    @Test
    void shouldTellAllFaultsAtOnce_whenTheConfigHasSeveral() {
        var run = run(stack("dev")
                .config("twospeed-vector-db:instanceClass", "db.t4g.micro")
                .config("twospeed-vector-db:monitoringSeconds", "2")
                .config("twospeed-vector-db:maxStorageGigabytes", "22")
                .config("twospeed-vector-db:storageGigabytes", "21")
                .config("twospeed-vector-db:loaderReservedConcurrency", "0"));

        assertThat(run.errors())
                .singleElement()
                .asString()
                .startsWith("The configuration has 4 faults:")
                .contains("db.t4g.micro", "with 2 GiB of memory or more", "one of [0, 1, 5, 10, 15, 30, 60]")
                .contains("loaderReservedConcurrency is 0; allowed: 1, or -1")
                .contains("at least 10 % more than storageGigabytes (21)");
    }

    @Test
    void shouldNameTheCommand_whenTheFoundationIsMissing() {
        var run = run(MockStack.of(VectorDbOutputs.CONTRACT));

        assertThat(run.errors())
                .singleElement()
                .asString()
                .contains("run `pulumi up -s dev` in the project's root first");
        assertThat(run.resources()).isEmpty();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> variables(MockRun.Registered function) {
        var environment = (Map<String, Object>) Objects.requireNonNull(function.input("environment"));
        return (Map<String, Object>) Objects.requireNonNull(environment.get("variables"));
    }

    private static MockStack stack(String environment) {
        return MockStack.of(VectorDbOutputs.CONTRACT)
                .environment(environment)
                .upstream(FoundationOutputs.CONTRACT, SampleOutputs.foundation());
    }

    private MockRun run(MockStack stack) {
        return stack.run(VectorDbProgram::deploy, checkout);
    }
}
