package dev.twospeed.glue.ratings;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.Table;

/** The Glue table that a stack made; the job adds partitions to it and changes nothing else. */
public final class GlueCatalog implements SnapshotCatalog {
    private static final List<String> PARTITIONED_BY = List.of("snapshot");

    private final GlueClient glue;
    private final String database;
    private final String table;

    /** A table in a database of the account's catalog. */
    public GlueCatalog(GlueClient glue, String database, String table) {
        this.glue = glue;
        this.database = database;
        this.table = table;
    }

    @Override
    public void check() {
        var keys = table().partitionKeys().stream().map(Column::name).toList();
        if (!keys.equals(PARTITIONED_BY)) {
            throw new IllegalStateException("The table " + database + "." + table + " is partitioned by " + keys
                    + " and not by " + PARTITIONED_BY + ": deploy the etl stack of this version.");
        }
    }

    @Override
    public void register(Snapshot snapshot) {
        var storage = table().storageDescriptor().toBuilder()
                .location(snapshot.location())
                .build();
        var partition = PartitionInput.builder()
                .values(snapshot.name())
                .storageDescriptor(storage)
                .parameters(Map.of(
                        "numRows", Long.toString(snapshot.rows()),
                        "highestOrder", Long.toString(snapshot.highestOrder())))
                .build();
        var answer = glue.batchCreatePartition(
                request -> request.databaseName(database).tableName(table).partitionInputList(partition));
        if (!answer.errors().isEmpty()) {
            var error = answer.errors().get(0).errorDetail();
            throw new IllegalStateException("The snapshot " + snapshot.name() + " was written to "
                    + snapshot.location() + " but not registered in " + database + "." + table + ": "
                    + error.errorCode() + ", " + error.errorMessage());
        }
    }

    private Table table() {
        try {
            return glue.getTable(request -> request.databaseName(database).name(table))
                    .table();
        } catch (EntityNotFoundException e) {
            throw new IllegalStateException(
                    "There is no table " + database + "." + table + " in the Glue catalog: deploy the etl stack.", e);
        }
    }
}
