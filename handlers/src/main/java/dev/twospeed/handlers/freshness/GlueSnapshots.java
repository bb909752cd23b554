package dev.twospeed.handlers.freshness;

import dev.twospeed.handlers.environment.Environment;
import dev.twospeed.handlers.environment.JdkHttp;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Partition;

/** Snapshots as partitions of a table in the Glue catalogue. */
record GlueSnapshots(GlueClient glue, String database, String table) implements Snapshots {
    /** The table that {@code CATALOG_DATABASE} and {@code CATALOG_TABLE} name. */
    static GlueSnapshots of(Environment environment) {
        GlueClient glue =
                GlueClient.builder().httpClientBuilder(JdkHttp.builder()).build();
        return new GlueSnapshots(glue, environment.text("CATALOG_DATABASE"), environment.text("CATALOG_TABLE"));
    }

    @Override
    public Optional<Instant> newestRegistered() throws IOException {
        try {
            return glue
                    .getPartitionsPaginator(request ->
                            request.databaseName(database).tableName(table).excludeColumnSchema(true))
                    .stream()
                    .flatMap(page -> page.partitions().stream())
                    .map(Partition::creationTime)
                    .filter(Objects::nonNull)
                    .max(Comparator.naturalOrder());
        } catch (SdkException e) {
            throw new IOException("Reading the partitions of " + database + "." + table + " failed.", e);
        }
    }
}
