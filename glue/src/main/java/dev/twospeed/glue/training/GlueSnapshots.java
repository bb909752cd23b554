package dev.twospeed.glue.training;

import java.util.Comparator;
import java.util.Optional;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.GetPartitionsRequest;

/** The snapshots that the ETL job registered as partitions of a table in the Glue catalog. */
public final class GlueSnapshots implements RegisteredSnapshots {
    private final GlueClient glue;
    private final String database;
    private final String table;

    /** The partitions of one table, whose only partition column is the snapshot. */
    public GlueSnapshots(GlueClient glue, String database, String table) {
        this.glue = glue;
        this.database = database;
        this.table = table;
    }

    @Override
    public Optional<RegisteredSnapshot> newest() {
        var request = GetPartitionsRequest.builder()
                .databaseName(database)
                .tableName(table)
                .excludeColumnSchema(true)
                .build();
        return glue.getPartitionsPaginator(request).stream()
                .flatMap(page -> page.partitions().stream())
                .map(partition -> new RegisteredSnapshot(
                        partition.values().get(0), partition.storageDescriptor().location()))
                .max(Comparator.comparing(RegisteredSnapshot::name));
    }
}
