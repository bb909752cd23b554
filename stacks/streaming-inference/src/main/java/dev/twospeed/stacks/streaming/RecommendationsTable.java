package dev.twospeed.stacks.streaming;

import com.pulumi.aws.athena.Workgroup;
import com.pulumi.aws.athena.WorkgroupArgs;
import com.pulumi.aws.athena.inputs.WorkgroupConfigurationArgs;
import com.pulumi.aws.athena.inputs.WorkgroupConfigurationResultConfigurationArgs;
import com.pulumi.aws.athena.inputs.WorkgroupConfigurationResultConfigurationEncryptionConfigurationArgs;
import com.pulumi.aws.glue.CatalogDatabase;
import com.pulumi.aws.glue.CatalogDatabaseArgs;
import com.pulumi.aws.glue.CatalogTable;
import com.pulumi.aws.glue.CatalogTableArgs;
import com.pulumi.aws.glue.inputs.CatalogTablePartitionKeyArgs;
import com.pulumi.aws.glue.inputs.CatalogTableStorageDescriptorArgs;
import com.pulumi.aws.glue.inputs.CatalogTableStorageDescriptorColumnArgs;
import com.pulumi.aws.glue.inputs.CatalogTableStorageDescriptorSerDeInfoArgs;
import com.pulumi.core.Output;
import dev.twospeed.stacks.common.Component;
import dev.twospeed.stacks.common.Scope;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The recommendations as a table for Athena; its days are computed, so that nothing has to register them. */
final class RecommendationsTable extends Component {
    private static final String PRODUCTS = "array<struct<product_code:string,score:double>>";
    private static final List<List<String>> COLUMNS = List.of(
            List.of("event_id", "string"),
            List.of("session_id", "string"),
            List.of("customer_number", "bigint"),
            List.of("city", "string"),
            List.of("country", "string"),
            List.of("credit_limit", "double"),
            List.of("recommended_items", PRODUCTS),
            List.of("similar_items", PRODUCTS),
            List.of("model_version", "string"),
            List.of("strategy", "string"),
            List.of("source", "struct<shard:string,sequence:string,subsequence:bigint>"),
            List.of("degraded", "boolean"),
            List.of("truncated", "boolean"));

    private final CatalogDatabase database;
    private final Workgroup workgroup;

    RecommendationsTable(
            String name, Scope scope, Output<String> bucket, Output<String> resultBucket, Output<String> kmsKeyArn) {
        super("twospeed:streaming:RecommendationsTable", name);
        database = new CatalogDatabase(
                name,
                CatalogDatabaseArgs.builder()
                        .name(scope.identifier("recommendations", 255))
                        .description("Recommendations of twospeed " + scope.environment())
                        .tags(scope.tags(name))
                        .build(),
                scope.childOf(this));
        var location = bucket.applyValue(value -> "s3://" + value + "/" + Prefixes.RECOMMENDATIONS);
        var table = new CatalogTable(
                name,
                CatalogTableArgs.builder()
                        .databaseName(database.name())
                        .name("recommendations")
                        .description("One row for each answered event")
                        .tableType("EXTERNAL_TABLE")
                        .parameters(location.applyValue(RecommendationsTable::projection))
                        .partitionKeys(CatalogTablePartitionKeyArgs.builder()
                                .name("date")
                                .type("string")
                                .build())
                        .storageDescriptor(CatalogTableStorageDescriptorArgs.builder()
                                .location(location)
                                .inputFormat("org.apache.hadoop.mapred.TextInputFormat")
                                .outputFormat("org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat")
                                .serDeInfo(CatalogTableStorageDescriptorSerDeInfoArgs.builder()
                                        .serializationLibrary("org.openx.data.jsonserde.JsonSerDe")
                                        .build())
                                .columns(COLUMNS.stream()
                                        .map(RecommendationsTable::column)
                                        .toList())
                                .build())
                        .build(),
                scope.childOf(this));
        LatestView.make("latest-" + name, scope, database.name(), table.name(), COLUMNS, this);
        workgroup = new Workgroup(
                name,
                WorkgroupArgs.builder()
                        .name(scope.name(name, 128))
                        .description("Queries over recommendations")
                        .forceDestroy(!scope.protectData())
                        .configuration(WorkgroupConfigurationArgs.builder()
                                // Else a client could send results, which are personal data, wherever it likes.
                                .enforceWorkgroupConfiguration(true)
                                .publishCloudwatchMetricsEnabled(true)
                                .resultConfiguration(results(resultBucket, kmsKeyArn))
                                .build())
                        .tags(scope.tags(name))
                        .build(),
                scope.childOf(this));
        registerOutputs(Map.of());
    }

    Output<String> database() {
        return database.name();
    }

    Output<String> workgroup() {
        return workgroup.name();
    }

    private static WorkgroupConfigurationResultConfigurationArgs results(
            Output<String> resultBucket, Output<String> kmsKeyArn) {
        return WorkgroupConfigurationResultConfigurationArgs.builder()
                .outputLocation(resultBucket.applyValue(value -> "s3://" + value + "/"))
                .encryptionConfiguration(WorkgroupConfigurationResultConfigurationEncryptionConfigurationArgs.builder()
                        .encryptionOption("SSE_KMS")
                        .kmsKeyArn(kmsKeyArn)
                        .build())
                .build();
    }

    // https://docs.aws.amazon.com/athena/latest/ug/partition-projection.html
    private static Map<String, String> projection(String location) {
        return new TreeMap<>(Map.of(
                "EXTERNAL", "TRUE",
                "classification", "json",
                "projection.enabled", "true",
                "projection.date.type", "date",
                "projection.date.format", "yyyy-MM-dd",
                "projection.date.range", "2026-01-01,NOW",
                "storage.location.template", location + "date=${date}/"));
    }

    static CatalogTableStorageDescriptorColumnArgs column(List<String> nameAndType) {
        return CatalogTableStorageDescriptorColumnArgs.builder()
                .name(nameAndType.get(0))
                .type(nameAndType.get(1))
                .build();
    }
}
