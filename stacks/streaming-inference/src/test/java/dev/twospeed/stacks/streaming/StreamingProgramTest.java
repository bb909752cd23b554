package dev.twospeed.stacks.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twospeed.stacks.common.Checkout;
import dev.twospeed.stacks.common.FoundationOutputs;
import dev.twospeed.stacks.common.HouseRules;
import dev.twospeed.stacks.common.MockRun;
import dev.twospeed.stacks.common.MockStack;
import dev.twospeed.stacks.common.SampleOutputs;
import dev.twospeed.stacks.common.StreamingOutputs;
import dev.twospeed.stacks.common.TestCheckout;
import dev.twospeed.stacks.common.VectorDbOutputs;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamingProgramTest {
    private static final String FUNCTION = "aws:lambda/function:Function";
    private static final String DELIVERY = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";
    private static final String TABLE = "aws:glue/catalogTable:CatalogTable";
    private static final String STREAM = "aws:kinesis/stream:Stream";
    private static final String EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
    private static final String ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";

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

        assertThat(run.outputs()).hasSize(19);
        assertThat(run.output("streamName")).isEqualTo("twospeed-dev-us-east-1-events");
        assertThat(run.output("recommendationsPrefix")).isEqualTo("recommendations/");
        assertThat(run.output("errorPrefix")).isEqualTo("errors/");
        assertThat(run.output("sourcePrefix")).isEqualTo("source/");
        assertThat(run.output("inferenceUrl")).isEqualTo("https://mock.lambda-url.us-east-1.on.aws/");
    }

    @Test
    void shouldTellProducersAndConsumersWhatTheyNeed() {
        var run = run(stack("dev")).succeeded();
        var key = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555";

        assertThat(HouseRules.statements(String.valueOf(run.output("producerPolicy"))))
                .containsExactly(
                        Map.of(
                                "Sid",
                                "PutEvents",
                                "Effect",
                                "Allow",
                                "Action",
                                java.util.List.of(
                                        "kinesis:DescribeStreamSummary",
                                        "kinesis:ListShards",
                                        "kinesis:PutRecord",
                                        "kinesis:PutRecords"),
                                "Resource",
                                String.valueOf(run.output("streamArn"))),
                        Map.of(
                                "Sid", "EncryptEvents",
                                "Effect", "Allow",
                                "Action", "kms:GenerateDataKey",
                                "Resource", key));
        assertThat(String.valueOf(run.output("consumerPolicy")))
                .contains("recommendations/*")
                .contains("workgroup/twospeed-dev-us-east-1-recommendations")
                .contains(":glue:us-east-1:123456789012:table/twospeed_dev_us_east_1_recommendations/*")
                .doesNotContain("source/")
                .doesNotContain("errors/")
                .doesNotContain("\"Resource\":\"*\"");
        assertThat(run.output("eventSchema"))
                .isEqualTo("{\"title\":\"activity-event\",\"maximum\":9223372036854775807}");
        assertThat(String.valueOf(run.output("recommendationSchema"))).contains("recommendation-record");
        assertThat(String.valueOf(run.output("partitionKeyAdvice"))).startsWith("Use customer_number");
        assertThat(run.output("queryDatabase")).isEqualTo("twospeed_dev_us_east_1_recommendations");
        assertThat(run.output("queryWorkgroup")).isEqualTo("twospeed-dev-us-east-1-recommendations");
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
    void shouldLetTheFunctionsCallS3AndTheVectors_andNothingElse() {
        var run = run(stack("dev")).succeeded();

        assertThat(run.resources(EGRESS))
                .extracting(MockRun.Registered::name)
                .containsExactlyInAnyOrder(
                        "transform-to-s3", "transform-to-vectors", "inference-to-s3", "inference-to-vectors");
    }

    @Test
    void shouldBoundEveryRole_whenTheConfigNamesABoundary() {
        var arn = "arn:aws:iam::123456789012:policy/team/workload-boundary";

        HouseRules.boundary(
                run(stack("dev").config("twospeed-streaming-inference:permissionsBoundaryArn", arn))
                        .succeeded(),
                arn);
        HouseRules.boundary(run(stack("dev")).succeeded(), null);
    }

    @Test
    void shouldProtectStreamAndDelivery_whenTheEnvironmentHasTheDefaults() {
        var run = run(stack("prod")).succeeded();

        HouseRules.protection(run, true);
        assertThat(run.resource(STREAM, "events").inputs())
                .containsEntry("streamModeDetails", Map.of("streamMode", "ON_DEMAND"))
                .containsEntry("retentionPeriod", 168.0)
                .doesNotContainKey("shardCount");
    }

    @Test
    void shouldEncryptTheStreamWithOurKey() {
        assertThat(run(stack("dev")).succeeded().resource(STREAM, "events").inputs())
                .containsEntry("encryptionType", "KMS")
                .containsEntry("kmsKeyId", SampleOutputs.foundation().get("kmsKeyArn"))
                .containsEntry("shardCount", 1.0);
    }

    @Test
    void shouldCallTheAliasInSmallBatches_whenFirehoseTransforms() {
        var delivery = s3(run(stack("dev")).succeeded());

        assertThat(String.valueOf(delivery.get("processingConfiguration")))
                .contains("parameterName=LambdaArn, parameterValue=arn:aws:mock:us-east-1:123456789012:Alias/transform")
                .contains("parameterName=BufferSizeInMBs, parameterValue=0.2")
                .contains("parameterName=BufferIntervalInSeconds, parameterValue=10")
                .contains("parameterName=NumberOfRetries, parameterValue=10");
        assertThat(delivery)
                .containsEntry("prefix", "recommendations/date=!{timestamp:yyyy-MM-dd}/")
                .containsEntry(
                        "errorOutputPrefix", "errors/!{firehose:error-output-type}/date=!{timestamp:yyyy-MM-dd}/")
                .containsEntry("s3BackupMode", "Enabled");
    }

    @Test
    void shouldExpireWhatTheConfigLimits_andNothingElse() {
        assertThat(expirations(run(stack("dev")).succeeded())).isEmpty();
        assertThat(expirations(run(stack("prod")).succeeded()))
                .isEqualTo(Map.of("recommendations/", 400.0, "errors/", 90.0, "source/", 90.0));
    }

    /** Days by prefix. */
    private static Map<Object, Object> expirations(MockRun run) {
        var days = new HashMap<Object, Object>();
        var rules = run.resource(
                        "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2", "recommendations")
                .input("rules");
        for (var rule : (List<?>) rules) {
            var expiration = (Map<?, ?>) ((Map<?, ?>) rule).get("expiration");
            if (expiration.containsKey("days")) {
                days.put(((Map<?, ?>) ((Map<?, ?>) rule).get("filter")).get("prefix"), expiration.get("days"));
            }
        }
        return days;
    }

    @Test
    void shouldLeaveOutProcessorSettings_whenTheyAreAwsDefaults() {
        var delivery = s3(run(stack("dev")
                        .config("twospeed-streaming-inference:processorBufferMegabytes", "1")
                        .config("twospeed-streaming-inference:processorBufferSeconds", "60")
                        .config("twospeed-streaming-inference:processorRetries", "3"))
                .succeeded());

        assertThat(String.valueOf(delivery.get("processingConfiguration")))
                .contains("LambdaArn")
                .doesNotContain("BufferSizeInMBs")
                .doesNotContain("BufferIntervalInSeconds")
                .doesNotContain("NumberOfRetries");
    }

    @Test
    void shouldWriteItsLogWhereOneIs() {
        var run = run(stack("dev")).succeeded();

        assertThat(run.resources("aws:cloudwatch/logStream:LogStream")).hasSize(2);
        assertThat(String.valueOf(s3(run).get("cloudwatchLoggingOptions")))
                .contains("/aws/kinesisfirehose/twospeed-dev-us-east-1-delivery")
                .contains("answers");
    }

    @Test
    void shouldStartFromASnapshot_whenTheFunctionsAreCalledByAlias() {
        var run = run(stack("dev")).succeeded();

        assertThat(run.resources(FUNCTION)).hasSize(2).allSatisfy(function -> {
            assertThat(function.inputs())
                    .containsEntry("publish", true)
                    .containsEntry("snapStart", Map.of("applyOn", "PublishedVersions"))
                    .containsEntry("runtime", "java21");
            assertThat(variables(function))
                    .containsOnlyKeys(
                            "ADDITIONAL_CA_PEM",
                            "DB_ENDPOINT",
                            "DB_NAME",
                            "DB_PORT",
                            "DB_USER",
                            "MODEL_BUCKET",
                            "MODEL_PREFIX",
                            "RECOMMENDATIONS_PER_EVENT")
                    .containsEntry("DB_USER", "twospeed_reader");
        });
    }

    @Test
    void shouldReadModelsAndWriteNone_whenAFunctionAnswers() {
        var run = run(stack("dev")).succeeded();

        for (var function : java.util.List.of("transform", "inference")) {
            assertThat(run.resource(ROLE_POLICY, function).text("policy"))
                    .contains("dbuser:db-ABCDEFGHIJKLMNOPQRSTUVWXYZ/twospeed_reader")
                    .contains("arn:aws:s3:::lake/models/*")
                    .doesNotContain("s3:PutObject");
        }
    }

    @Test
    void shouldLetFirehoseDoItsWorkOnly() {
        var run = run(stack("dev")).succeeded();

        assertThat(run.resource(ROLE_POLICY, "delivery").text("policy"))
                .contains("arn:aws:mock:us-east-1:123456789012:Alias/transform")
                .doesNotContain("\"Resource\":\"*\"");
        assertThat(run.resource(DELIVERY, "delivery").dependencies()).anyMatch(urn -> urn.contains("RolePolicy"));
    }

    @Test
    void shouldAskForSignedCalls_andLetInOnlyTheRolesNamed() {
        var role = "arn:aws:iam::123456789012:role/shop";

        var run = run(stack("dev").config("twospeed-streaming-inference:inferenceCallers", "[\"" + role + "\"]"))
                .succeeded();

        assertThat(run.resource("aws:lambda/functionUrl:FunctionUrl", "inference")
                        .inputs())
                .containsEntry("authorizationType", "AWS_IAM")
                .containsEntry("qualifier", "live");
        assertThat(run.resources("aws:lambda/permission:Permission"))
                .extracting(permission -> permission.text("action") + " " + permission.text("principal"))
                .containsExactlyInAnyOrder("lambda:InvokeFunctionUrl " + role, "lambda:InvokeFunction " + role);
        assertThat(run(stack("dev")).resources("aws:lambda/permission:Permission"))
                .isEmpty();
    }

    @Test
    void shouldRefuseABufferWhoseAnswersWouldNotFit() {
        var run = run(stack("dev")
                .config("twospeed-streaming-inference:processorBufferMegabytes", "3")
                .config("twospeed-streaming-inference:recommendationsPerEvent", "20"));

        assertThat(run.errors())
                .singleElement()
                .asString()
                .contains("processorBufferMegabytes is 3.0; allowed: with recommendationsPerEvent 20 at most 0.6");
    }

    @Test
    void shouldReserveNothingInDev_andBoundWhatProductionMayRun() {
        assertThat(run(stack("dev")).succeeded().resources(FUNCTION))
                .allSatisfy(
                        function -> assertThat(function.inputs()).containsEntry("reservedConcurrentExecutions", -1.0));
        assertThat(run(stack("prod")).succeeded().resources(FUNCTION))
                .allSatisfy(
                        function -> assertThat(function.inputs()).containsEntry("reservedConcurrentExecutions", 50.0));
    }

    @Test
    void shouldTakeAsManyConnectionsAsTheDatabaseHas_andKeepTenForOthers() {
        run(stack("prod")
                        .config("twospeed-streaming-inference:transformReservedConcurrency", "300")
                        .config("twospeed-streaming-inference:inferenceReservedConcurrency", "27"))
                .succeeded();

        var run = run(stack("prod")
                .config("twospeed-streaming-inference:transformReservedConcurrency", "300")
                .config("twospeed-streaming-inference:inferenceReservedConcurrency", "28"));

        assertThat(run.resources()).isEmpty();
        assertThat(run.errors())
                .singleElement()
                .asString()
                .contains("transformReservedConcurrency 300 and inferenceReservedConcurrency 28 make 328 connections;"
                        + " allowed: together at most 327, because the vector database takes 337")
                .contains("Lower them, or choose a larger twospeed-vector-db:instanceClass");
    }

    @Test
    void shouldRefuseUnboundedFunctions_whenDataIsProtected() {
        var run = run(stack("prod").config("twospeed-streaming-inference:transformReservedConcurrency", "-1"));

        assertThat(run.errors())
                .singleElement()
                .asString()
                .contains("transformReservedConcurrency is -1, which bounds nothing");
    }

    @Test
    void shouldShowTheNewestAnswerOfEachCustomer_whenAskedForTheLatest() {
        var view = run(stack("dev")).succeeded().resource(TABLE, "latest-recommendations");
        var text = view.text("viewOriginalText");

        assertThat(view.inputs())
                .containsEntry("name", "latest_recommendations")
                .containsEntry("tableType", "VIRTUAL_VIEW")
                .containsEntry("viewExpandedText", "/* Presto View */")
                .containsEntry("parameters", Map.of("presto_view", "true", "comment", "Presto View"));
        assertThat(text).startsWith("/* Presto View: ").endsWith(" */");
        var json = new String(
                java.util.Base64.getDecoder().decode(text.substring("/* Presto View: ".length(), text.length() - 3)),
                java.nio.charset.StandardCharsets.UTF_8);
        Map<?, ?> definition = new com.google.gson.Gson().fromJson(json, Map.class);
        assertThat(json).contains("\"columns\":[{\"name\":\"event_id\",\"type\":\"varchar\"},");
        assertThat(definition.get("catalog")).isEqualTo("awsdatacatalog");
        assertThat(definition.get("schema")).isEqualTo("twospeed_dev_us_east_1_recommendations");
        assertThat(String.valueOf(definition.get("originalSql")))
                .startsWith("SELECT event_id, session_id, customer_number, ")
                .contains(
                        "row_number() OVER (PARTITION BY customer_number ORDER BY \"date\" DESC, length(source.sequence) DESC,"
                                + " source.sequence DESC, source.subsequence DESC) AS recency")
                .contains("FROM \"twospeed_dev_us_east_1_recommendations\".\"recommendations\" WHERE \"date\" >= ")
                .endsWith("WHERE recency = 1");
        assertThat(String.valueOf(definition.get("columns")))
                .contains("array(row(product_code varchar, score double))")
                .contains("row(shard varchar, sequence varchar, subsequence bigint)")
                .doesNotContain("string")
                .doesNotContain("<");
    }

    @Test
    void shouldKeepQueryResultsInABucketOfTheirOwn_forThirtyDays() {
        for (var environment : java.util.List.of("dev", "prod")) {
            var run = run(stack(environment)).succeeded();
            var bucket = "twospeed-" + environment + "-us-east-1-123456789012-query-results";

            assertThat(String.valueOf(run.resource("aws:athena/workgroup:Workgroup", "recommendations")
                            .input("configuration")))
                    .contains("enforceWorkgroupConfiguration=true")
                    .contains("outputLocation=s3://" + bucket + "/")
                    .contains("encryptionOption=SSE_KMS");
            assertThat(String.valueOf(run.resource(
                                    "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
                                    "query-results")
                            .input("rules")))
                    .contains("expiration={days=30.0}")
                    .contains("noncurrentDays=1.0");
        }
    }

    @Test
    void shouldTellAllFaultsAtOnce_whenTheConfigHasSeveral() {
        var run = run(stack("dev")
                .config("twospeed-streaming-inference:streamMode", "auto")
                .config("twospeed-streaming-inference:processorBufferMegabytes", "0.1")
                .config("twospeed-streaming-inference:deliveryBufferSeconds", "901")
                .config("twospeed-streaming-inference:inferenceCallers", "[\"everybody\"]"));

        assertThat(run.errors())
                .singleElement()
                .asString()
                .startsWith("The configuration has 4 faults:")
                .contains("allowed: one of [on-demand, provisioned]")
                .contains("processorBufferMegabytes is \"0.1\"; allowed: a number from 0.2 to 3.0")
                .contains("inferenceCallers is \"everybody\"");
    }

    @Test
    void shouldNameTheCommand_whenTheDatabaseStackIsMissing() {
        var run = run(MockStack.of(StreamingOutputs.CONTRACT)
                .upstream(FoundationOutputs.CONTRACT, SampleOutputs.foundation()));

        assertThat(run.errors())
                .singleElement()
                .asString()
                .contains("twospeed-vector-db/dev has not been deployed")
                .contains("`pulumi up -s dev -C stacks/vector-db`");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> s3(MockRun run) {
        return (Map<String, Object>)
                Objects.requireNonNull(run.resource(DELIVERY, "delivery").input("extendedS3Configuration"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> variables(MockRun.Registered function) {
        var environment = (Map<String, Object>) Objects.requireNonNull(function.input("environment"));
        return (Map<String, Object>) Objects.requireNonNull(environment.get("variables"));
    }

    private static MockStack stack(String environment) {
        return MockStack.of(StreamingOutputs.CONTRACT)
                .environment(environment)
                .upstream(FoundationOutputs.CONTRACT, SampleOutputs.foundation())
                .upstream(VectorDbOutputs.CONTRACT, SampleOutputs.vectorDb());
    }

    private MockRun run(MockStack stack) {
        return stack.run(StreamingProgram::deploy, checkout);
    }
}
