package dev.twospeed.stacks.streaming;

import com.pulumi.aws.glue.CatalogTable;
import com.pulumi.aws.glue.CatalogTableArgs;
import com.pulumi.aws.glue.inputs.CatalogTableStorageDescriptorArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.twospeed.stacks.common.Json;
import dev.twospeed.stacks.common.Scope;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The newest answer of each customer of the last 30 days, as a view for Athena.
 *
 * <p>A customer's events share a shard when the customer number is their partition key, so that their sequence numbers tell which
 * came last. These are numbers of differing length, hence the order by length first. An event that was delivered twice has the same
 * place twice, of which one row is left.
 */
final class LatestView {
    static final String NAME = "latest_recommendations";

    private static final int DAYS = 30;
    private static final String ORDER =
            "\"date\" DESC, length(source.sequence) DESC, source.sequence DESC, source.subsequence DESC";

    private LatestView() {}

    static void make(
            String name,
            Scope scope,
            Output<String> database,
            Output<String> table,
            List<List<String>> columns,
            Resource parent) {
        var definition = Output.tuple(database, table)
                .applyValue(names -> definition(names.t1, sql(names.t1, names.t2, columns), columns));
        new CatalogTable(
                name,
                CatalogTableArgs.builder()
                        .databaseName(database)
                        .name(NAME)
                        .description("The newest answer of each customer, of the last " + DAYS + " days")
                        .tableType("VIRTUAL_VIEW")
                        .parameters(Map.of("presto_view", "true", "comment", "Presto View"))
                        .viewOriginalText(definition)
                        .viewExpandedText("/* Presto View */")
                        .storageDescriptor(CatalogTableStorageDescriptorArgs.builder()
                                .columns(columns.stream()
                                        .map(RecommendationsTable::column)
                                        .toList())
                                .build())
                        .build(),
                scope.childOf(parent));
    }

    private static String sql(String database, String table, List<List<String>> columns) {
        var names =
                String.join(", ", columns.stream().map(column -> column.get(0)).toList());
        return "SELECT " + names + " FROM (SELECT *, row_number() OVER (PARTITION BY customer_number ORDER BY " + ORDER
                + ") AS recency FROM \"" + database + "\".\"" + table
                + "\" WHERE \"date\" >= CAST(current_date - INTERVAL '" + DAYS
                + "' DAY AS varchar)) AS answers WHERE recency = 1";
    }

    /**
     * The form in which Athena itself keeps a view in the catalog: a comment that holds Base64 of JSON.
     *
     * @see <a href="https://github.com/trinodb/trino/blob/master/plugin/trino-hive/src/main/java/io/trino/plugin/hive/ViewReaderUtil.java">how
     *     the engine reads it</a>
     */
    private static String definition(String database, String sql, List<List<String>> columns) {
        var definition = new LinkedHashMap<String, Object>();
        definition.put("originalSql", sql);
        definition.put("catalog", "awsdatacatalog");
        definition.put("schema", database);
        definition.put("columns", columns.stream().map(LatestView::engineColumn).toList());
        return "/* Presto View: "
                + Base64.getEncoder().encodeToString(Json.text(definition).getBytes(StandardCharsets.UTF_8)) + " */";
    }

    // In a fixed order: a text that differs from run to run would be a change at every preview.
    private static Map<String, String> engineColumn(List<String> nameAndType) {
        var column = new LinkedHashMap<String, String>();
        column.put("name", nameAndType.get(0));
        column.put("type", engineType(nameAndType.get(1)));
        return column;
    }

    /** The engine's name for a type of the catalog: {@code array<struct<a:string>>} is {@code array(row(a varchar))}. */
    private static String engineType(String catalogType) {
        return catalogType
                .replace("struct<", "row(")
                .replace('<', '(')
                .replace('>', ')')
                .replace(':', ' ')
                .replace("string", "varchar")
                .replace(",", ", ");
    }
}
