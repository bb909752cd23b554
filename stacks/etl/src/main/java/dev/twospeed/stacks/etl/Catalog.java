package dev.twospeed.stacks.etl;

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

/** The training data's table: its schema is declared here, its partitions are registered by the ETL. */
final class Catalog extends Component {
    static final String RATINGS = "ratings_ml_training";

    // Glue keeps names in lower case; Parquet's readers do not mind. The types are those that the ETL writes.
    private static final List<List<String>> COLUMNS = List.of(
            List.of("customernumber", "int"),
            List.of("city", "string"),
            List.of("state", "string"),
            List.of("postalcode", "string"),
            List.of("country", "string"),
            List.of("creditlimit", "double"),
            List.of("productcode", "string"),
            List.of("productline", "string"),
            List.of("productscale", "string"),
            List.of("quantityinstock", "int"),
            List.of("buyprice", "double"),
            List.of("msrp", "double"),
            List.of("productrating", "double"));

    private final CatalogDatabase database;
    private final CatalogTable table;

    Catalog(String name, Scope scope, Output<String> ratingsLocation) {
        super("twospeed:etl:Catalog", name);
        database = new CatalogDatabase(
                name,
                CatalogDatabaseArgs.builder()
                        .name(scope.identifier("shop", 255))
                        .description("Training data of twospeed " + scope.environment())
                        .tags(scope.tags(name))
                        .build(),
                scope.childOf(this));
        table = new CatalogTable(
                name + "-ratings",
                CatalogTableArgs.builder()
                        .databaseName(database.name())
                        .name(RATINGS)
                        .description(
                                "One row for each customer and product with a rating; a partition for each snapshot")
                        .tableType("EXTERNAL_TABLE")
                        .parameters(Map.of("classification", "parquet", "EXTERNAL", "TRUE"))
                        .partitionKeys(CatalogTablePartitionKeyArgs.builder()
                                .name("snapshot")
                                .type("string")
                                .build())
                        .storageDescriptor(CatalogTableStorageDescriptorArgs.builder()
                                .location(ratingsLocation)
                                .inputFormat("org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat")
                                .outputFormat("org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat")
                                .serDeInfo(CatalogTableStorageDescriptorSerDeInfoArgs.builder()
                                        .serializationLibrary(
                                                "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe")
                                        .build())
                                .columns(COLUMNS.stream().map(Catalog::column).toList())
                                .build())
                        .build(),
                scope.childOf(this));
        registerOutputs(Map.of());
    }

    private static CatalogTableStorageDescriptorColumnArgs column(List<String> nameAndType) {
        return CatalogTableStorageDescriptorColumnArgs.builder()
                .name(nameAndType.get(0))
                .type(nameAndType.get(1))
                .build();
    }

    Output<String> database() {
        return database.name();
    }

    Output<String> table() {
        return table.name();
    }
}
