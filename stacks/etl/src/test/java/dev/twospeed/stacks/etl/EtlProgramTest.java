package dev.twospeed.stacks.etl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twospeed.stacks.common.Checkout;
import dev.twospeed.stacks.common.EtlOutputs;
import dev.twospeed.stacks.common.FoundationOutputs;
import dev.twospeed.stacks.common.HouseRules;
import dev.twospeed.stacks.common.MockRun;
import dev.twospeed.stacks.common.MockStack;
import dev.twospeed.stacks.common.SampleOutputs;
import dev.twospeed.stacks.common.TestCheckout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EtlProgramTest {
    private static final String ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
    private static final String JOB = "aws:glue/job:Job";
    private static final String CONNECTION = "aws:glue/connection:Connection";
    private static final String INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
    private static final String TRIGGER = "aws:glue/trigger:Trigger";

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
                .containsExactly(
                        "catalogDatabase",
                        "catalogTable",
                        "contractVersion",
                        "etlJobName",
                        "modelBucket",
                        "modelPrefix",
                        "ratingsLocation",
                        "trainingJobName");
        assertThat(run.output("ratingsLocation")).isEqualTo("s3://lake/ratings_ml_training/");
        assertThat(run.output("modelPrefix")).isEqualTo("models/");
        assertThat(run.output("etlJobName")).isEqualTo("twospeed-dev-us-east-1-etl");
    }

    @Test
    void shouldKeepTheHouseRules_whenDeployedToDev() {
        var run = run(stack()).succeeded();

        HouseRules.childrenAndTags(run);
        HouseRules.leastPrivilege(run);
    }

    @Test
    void shouldStandBesideItself_whenDeployedInTwoRegions() {
        HouseRules.regions(
                run(stack()).succeeded(),
                run(stack().config("aws:region", "eu-central-1")).succeeded());
    }

    @Test
    void shouldBoundEveryRole_whenTheConfigNamesABoundary() {
        var arn = "arn:aws:iam::123456789012:policy/team/workload-boundary";

        HouseRules.boundary(
                run(stack().config("twospeed-etl:permissionsBoundaryArn", arn)).succeeded(), arn);
        HouseRules.boundary(run(stack()).succeeded(), null);
    }

    @Test
    void shouldRunTheBuiltJarByItsScript_whenAJobStarts() {
        var job = run(stack()).succeeded().resource(JOB, "etl");

        assertThat(job.text("glueVersion")).isEqualTo("5.0");
        assertThat(job.text("command"))
                .containsPattern("scriptLocation=s3://artifacts/glue-etl/[0-9a-f]{16}/etl\\.scala")
                .contains("name=glueetl");
        assertThat(arguments(job))
                .containsEntry("--class", "GlueApp")
                .containsEntry("--job-language", "scala")
                .containsEntry("--user-jars-first", "true")
                .containsEntry("--source-endpoint", "shop.us-east-1.rds.amazonaws.com")
                .containsEntry("--source-port", "3306")
                .containsEntry("--source-database", "classicmodels")
                .containsEntry("--ratings-location", "s3://lake/ratings_ml_training/")
                .containsEntry("--additional-ca", "none");
        assertThat(String.valueOf(arguments(job).get("--extra-jars")))
                .matches("s3://artifacts/glue-jar/[0-9a-f]{16}/glue\\.jar");
        assertThat(job.dependencies()).anyMatch(urn -> urn.contains("RolePolicy"));
    }

    @Test
    void shouldTellTheTrainingItsData_andNoSecret() {
        var run = run(stack()).succeeded();

        assertThat(arguments(run.resource(JOB, "training")))
                .containsEntry("--model-location", "s3://lake/models/")
                .containsEntry("--catalog-table", "ratings_ml_training")
                .containsEntry("--rank", "32")
                .containsEntry("--seed", "7")
                .containsEntry("--quality-gate", "enforce")
                .doesNotContainKey("--source-secret-arn");
        assertThat(run.resource("aws:iam/rolePolicy:RolePolicy", "training").text("policy"))
                .doesNotContain("secretsmanager");
        assertThat(run.resource("aws:iam/rolePolicy:RolePolicy", "etl").text("policy"))
                .contains("secretsmanager:GetSecretValue")
                .doesNotContain("models/");
    }

    @Test
    void shouldPassTheCertificatesOnOneLine_whenTheFoundationHasAny() {
        var foundation = SampleOutputs.foundation();
        var pem = "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n";
        foundation.put("additionalCaPem", pem);

        var run = run(MockStack.of(EtlOutputs.CONTRACT).upstream(FoundationOutputs.CONTRACT, foundation))
                .succeeded();

        var passed = String.valueOf(arguments(run.resource(JOB, "etl")).get("--additional-ca"));
        assertThat(new String(Base64.getDecoder().decode(passed), java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo(pem);
    }

    @Test
    void shouldDeclareTheThirteenColumns() {
        var table = run(stack()).succeeded().resource("aws:glue/catalogTable:CatalogTable", "catalog-ratings");

        assertThat(table.text("partitionKeys")).contains("snapshot");
        assertThat(table.input("storageDescriptor"))
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .extractingByKey("columns")
                .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
                .hasSize(13)
                .contains(Map.of("name", "productrating", "type", "double"));
    }

    @Test
    void shouldOnlyRunByHand_whenTheConfigSwitchesTheScheduleOff() {
        var run = run(stack().config("twospeed-etl:trainAfterEtl", "false")).succeeded();

        assertThat(run.resource(TRIGGER, "schedule-etl").input("enabled")).isEqualTo(false);
        assertThat(run.resource(TRIGGER, "schedule-training").input("enabled")).isEqualTo(false);
    }

    @Test
    void shouldRunByNightAndTrainAfterwards_whenTheEnvironmentHasTheDefaults() {
        var run = run(stack().environment("prod").upstream(FoundationOutputs.CONTRACT, SampleOutputs.foundation()))
                .succeeded();

        assertThat(run.resource(TRIGGER, "schedule-etl").input("enabled")).isEqualTo(true);
        assertThat(run.resource(TRIGGER, "schedule-etl").text("schedule")).isEqualTo("cron(0 2 * * ? *)");
        var training = run.resource(TRIGGER, "schedule-training");
        assertThat(training.input("enabled")).isEqualTo(true);
        assertThat(training.text("predicate"))
                .contains("twospeed-prod-us-east-1-etl")
                .contains("SUCCEEDED");
    }

    @Test
    void shouldTieBothTriggersToOneWorkflow() {
        var run = run(stack()).succeeded();

        assertThat(run.resource("aws:glue/workflow:Workflow", "schedule").inputs())
                .containsEntry("name", "twospeed-dev-us-east-1-batch")
                .containsEntry("maxConcurrentRuns", 1.0);
        assertThat(run.resources(TRIGGER))
                .hasSize(2)
                .allSatisfy(
                        trigger -> assertThat(trigger.text("workflowName")).isEqualTo("twospeed-dev-us-east-1-batch"));
    }

    @Test
    void shouldRunOnStandardWorkers_whenTheEnvironmentHasTheDefaults() {
        var run = run(stack()).succeeded();

        assertThat(run.resource(JOB, "etl").inputs())
                .containsEntry("executionClass", "STANDARD")
                .containsEntry("maxRetries", 0.0);
        assertThat(run.resource(JOB, "training").inputs())
                .containsEntry("executionClass", "STANDARD")
                .containsEntry("maxRetries", 1.0);
    }

    @Test
    void shouldWaitForSpareCapacityAndTryAgain_whenDeployedAsTheExampleOfProduction() {
        var run = run(stack().environment("prod").upstream(FoundationOutputs.CONTRACT, SampleOutputs.foundation()))
                .succeeded();

        HouseRules.childrenAndTags(run);
        HouseRules.protection(run, true);
        assertThat(run.resource(JOB, "etl").inputs())
                .containsEntry("executionClass", "FLEX")
                .containsEntry("maxRetries", 1.0);
        assertThat(run.resource(JOB, "training").inputs()).containsEntry("executionClass", "STANDARD");
    }

    @Test
    void shouldRefuseSpareCapacity_whenGlueHasNoneOfTheWorker() {
        var run = run(stack().config("twospeed-etl:trainingWorker", "g-4x")
                .config("twospeed-etl:trainingExecutionClass", "flex"));

        assertThat(run.errors())
                .singleElement()
                .asString()
                .contains("twospeed-etl:trainingExecutionClass is \"flex\"; allowed: standard if trainingWorker is "
                        + "neither g-1x nor g-2x");
    }

    @Test
    void shouldTellTheAlarmTopic_whenAJobFails() {
        var run = run(stack()).succeeded();

        assertThat(run.resource("aws:cloudwatch/eventRule:EventRule", "schedule-failures")
                        .text("eventPattern"))
                .isEqualTo(
                        "{\"detail\":{\"jobName\":[\"twospeed-dev-us-east-1-etl\",\"twospeed-dev-us-east-1-training\"],"
                                + "\"state\":[\"ERROR\",\"FAILED\",\"TIMEOUT\"]},"
                                + "\"detail-type\":[\"Glue Job State Change\"],\"source\":[\"aws.glue\"]}");
        assertThat(run.resource("aws:cloudwatch/eventTarget:EventTarget", "schedule-failures")
                        .text("arn"))
                .isEqualTo("arn:aws:sns:us-east-1:123456789012:alarms");
    }

    @Test
    void shouldMeasureFreshnessEachHour_withNoMoreThanItReads() {
        var run = run(stack()).succeeded();

        assertThat(run.resource("aws:lambda/function:Function", "freshness").inputs())
                .containsEntry("handler", "dev.twospeed.handlers.freshness.FreshnessHandler")
                .containsEntry("s3Bucket", "artifacts");
        assertThat(run.resource("aws:cloudwatch/eventRule:EventRule", "freshness")
                        .text("scheduleExpression"))
                .isEqualTo("rate(1 hour)");
        assertThat(run.resource("aws:cloudwatch/eventTarget:EventTarget", "freshness")
                        .dependencies())
                .anyMatch(urn -> urn.contains("Permission"));
        assertThat(run.resource("aws:iam/rolePolicy:RolePolicy", "freshness").text("policy"))
                .contains("glue:GetPartitions", "/models/*/manifest.json")
                .doesNotContain("s3:PutObject", "secretsmanager");
    }

    @Test
    void shouldAlarmOfOldDataAndModels_butNotOfNone() {
        var run = run(stack().config("twospeed-etl:snapshotAlarmHours", "30")
                        .config("twospeed-etl:modelAlarmHours", "7"))
                .succeeded();

        assertThat(run.resource(ALARM, "freshness-snapshot").inputs())
                .containsEntry("namespace", "twospeed")
                .containsEntry("metricName", "snapshotAgeHours")
                .containsEntry("threshold", 30.0)
                .containsEntry("treatMissingData", "notBreaching")
                .containsEntry("dimensions", Map.of("FunctionName", "twospeed-dev-us-east-1-freshness"))
                .containsEntry("alarmActions", List.of("arn:aws:sns:us-east-1:123456789012:alarms"));
        assertThat(run.resource(ALARM, "freshness-model").inputs())
                .containsEntry("metricName", "modelAgeHours")
                .containsEntry("threshold", 7.0)
                .containsEntry("treatMissingData", "notBreaching");
    }

    @Test
    void shouldReachTheSourceAndNothingElse() {
        var run = run(stack()).succeeded();

        assertThat(run.resource("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "source-from-jobs")
                        .inputs())
                .containsEntry("securityGroupId", "sg-0123456789abcdef1")
                .containsEntry("fromPort", 3306.0);
        assertThat(run.resources("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"))
                .noneSatisfy(rule -> assertThat(rule.input("cidrIpv4")).isNotNull());
    }

    @Test
    void shouldConnectByTheSecretWithTls_onlyTheJobThatReadsTheShop() {
        var run = run(stack()).succeeded();

        var toSource = run.resource(CONNECTION, "jobs");
        assertThat(toSource.input("connectionType")).isEqualTo("JDBC");
        assertThat(toSource.input("connectionProperties"))
                .isEqualTo(Map.of(
                        "JDBC_CONNECTION_URL",
                        "jdbc:mysql://shop.us-east-1.rds.amazonaws.com:3306/classicmodels",
                        "JDBC_ENFORCE_SSL",
                        "true",
                        "SECRET_ID",
                        "arn:aws:secretsmanager:us-east-1:123456789012:secret:rds!shop"));
        var placeOnly = run.resource(CONNECTION, "training-jobs");
        assertThat(placeOnly.input("connectionType")).isEqualTo("NETWORK");
        assertThat(placeOnly.input("connectionProperties")).isNull();
        assertThat(run.resource(JOB, "etl").text("connections")).isEqualTo("[twospeed-dev-us-east-1-jobs]");
        assertThat(run.resource(JOB, "training").text("connections"))
                .isEqualTo("[twospeed-dev-us-east-1-training-jobs]");
    }

    @Test
    void shouldLetTheGroupOfEachJobInFromItself_andTheTrainingReachNoDatabase() {
        var run = run(stack()).succeeded();

        for (var network : List.of("jobs", "training-jobs")) {
            assertThat(run.resource(INGRESS, network + "-from-itself").inputs())
                    .containsEntry("securityGroupId", network + "-id")
                    .containsEntry("referencedSecurityGroupId", network + "-id")
                    .containsEntry("fromPort", 0.0)
                    .containsEntry("toPort", 65535.0);
        }
        assertThat(run.resources("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"))
                .filteredOn(rule -> rule.text("securityGroupId").equals("training-jobs-id"))
                .extracting(MockRun.Registered::name)
                .containsExactlyInAnyOrder(
                        "training-jobs-to-s3", "training-jobs-to-endpoints", "training-jobs-to-itself");
    }

    @Test
    void shouldSayWhatToSet_whenTheFoundationHasNoShop() {
        var foundation = SampleOutputs.foundation();
        foundation.put("sourceEndpoint", "");

        var run = run(MockStack.of(EtlOutputs.CONTRACT).upstream(FoundationOutputs.CONTRACT, foundation));

        assertThat(run.errors())
                .singleElement()
                .asString()
                .contains("twospeed:sampleSource")
                .contains("`pulumi up -s dev`");
    }

    @Test
    void shouldRefuseToDeploy_whenTheJarWasBuiltFromOtherSources() {
        TestCheckout.write(folder, "glue/scripts/etl.scala", "object Edited");

        var run = run(stack());

        assertThat(run.errors())
                .singleElement()
                .asString()
                .contains("glue/target/glue.jar was not built from the sources as they are now")
                .contains("`mvn -B -DskipTests package`");
        assertThat(run.resources(JOB)).isEmpty();
    }

    @Test
    void shouldRefuseToDeploy_whenTheJarIsMissing() throws java.io.IOException {
        Files.delete(folder.resolve("glue/target/glue.jar"));

        assertThat(run(stack()).errors()).singleElement().asString().startsWith("glue/target/glue.jar is missing");
    }

    @Test
    void shouldTellAllFaultsAtOnce_whenTheConfigHasSeveral() {
        var run = run(stack().config("twospeed-etl:schedule", "0 2 * * *")
                .config("twospeed-etl:etlWorkers", "1")
                .config("twospeed-etl:trainingWorker", "G.1X")
                .config("twospeed-etl:etlExecutionClass", "spot")
                .config("twospeed-etl:trainingMaxRetries", "11")
                .config("twospeed-etl:scheduled", "yes"));

        assertThat(run.errors())
                .singleElement()
                .asString()
                .startsWith("The configuration has 6 faults:")
                .contains("twospeed-etl:trainingWorker is \"G.1X\"; allowed: one of [g-1x, g-2x, g-4x, g-8x]")
                .contains("twospeed-etl:etlExecutionClass is \"spot\"; allowed: one of [standard, flex]")
                .contains("twospeed-etl:trainingMaxRetries is \"11\"; allowed: a whole number from 0 to 10")
                .contains("twospeed-etl:scheduled is \"yes\"; allowed: true or false");
    }

    private static Map<String, Object> arguments(MockRun.Registered job) {
        @SuppressWarnings("unchecked")
        var arguments = (Map<String, Object>) java.util.Objects.requireNonNull(job.input("defaultArguments"));
        return arguments;
    }

    private static MockStack stack() {
        return MockStack.of(EtlOutputs.CONTRACT).upstream(FoundationOutputs.CONTRACT, SampleOutputs.foundation());
    }

    private MockRun run(MockStack stack) {
        return stack.run(EtlProgram::deploy, checkout);
    }
}
