package dev.twospeed.local.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.InvalidInputException;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionInput;

class CatalogTest {
    private static final String TABLE = """
            {"name": "ratings", "databaseName": "shop", "tableType": "EXTERNAL_TABLE",
             "partitionKeys": [{"name": "snapshot", "type": "string"}],
             "parameters": {"classification": "parquet", "EXTERNAL": "TRUE"},
             "storageDescriptor": {"location": "s3://lake/ratings/", "inputFormat": "in",
               "columns": [{"name": "customernumber", "type": "int"}, {"name": "city", "type": "string"}],
               "serDeInfo": {"serializationLibrary": "parquet", "parameters": {"serialization.format": "1"}}}}
            """;

    @TempDir
    Path folder;

    private GlueFixture aws;

    @BeforeEach
    void start() throws Exception {
        aws = open();
    }

    private GlueFixture open() throws Exception {
        // No job runs here.
        var classpath = Files.createTempFile(folder, "classpath", "");
        var fixture = new GlueFixture(folder, classpath);
        fixture.service.resume(
                GlueFixture.resource("aws:glue/catalogDatabase:CatalogDatabase", "shop", "{\"name\": \"shop\"}"));
        fixture.service.resume(GlueFixture.resource("aws:glue/catalogTable:CatalogTable", "ratings", TABLE));
        return fixture;
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void shouldShowTheTableAsItsStackDeclaredIt_whenAskedInAnyCase() {
        var table =
                aws.glue.getTable(r -> r.databaseName("SHOP").name("Ratings")).table();

        assertThat(table.name()).isEqualTo("ratings");
        assertThat(table.databaseName()).isEqualTo("shop");
        assertThat(table.tableType()).isEqualTo("EXTERNAL_TABLE");
        assertThat(table.parameters())
                .containsEntry("classification", "parquet")
                .containsEntry("EXTERNAL", "TRUE");
        assertThat(table.partitionKeys()).extracting(Column::name).containsExactly("snapshot");
        assertThat(table.storageDescriptor().columns())
                .extracting(Column::name, Column::type)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("customernumber", "int"),
                        org.assertj.core.groups.Tuple.tuple("city", "string"));
        assertThat(table.storageDescriptor().serdeInfo().parameters()).containsEntry("serialization.format", "1");
        assertThat(aws.glue.getDatabase(r -> r.name("shop")).database().name()).isEqualTo("shop");
        assertThat(aws.glue.getTables(r -> r.databaseName("shop")).tableList()).hasSize(1);
    }

    @Test
    void shouldKeepPartitions_whenTheEmbeddedAwsStartsAgain() throws Exception {
        var storage = aws.glue
                .getTable(r -> r.databaseName("shop").name("ratings"))
                .table()
                .storageDescriptor();
        var before = Instant.now().minusSeconds(1);
        aws.glue.createPartition(r -> r.databaseName("shop")
                .tableName("ratings")
                .partitionInput(partition("20260101T000000Z").toBuilder()
                        .storageDescriptor(storage.toBuilder()
                                .location("s3://lake/ratings/snapshot=20260101T000000Z/")
                                .build())
                        .build()));
        aws.close();

        aws = open();

        var kept = aws.glue
                .getPartition(r -> r.databaseName("shop").tableName("ratings").partitionValues("20260101T000000Z"))
                .partition();
        assertThat(kept.storageDescriptor().location()).isEqualTo("s3://lake/ratings/snapshot=20260101T000000Z/");
        assertThat(kept.storageDescriptor().columns()).isEqualTo(storage.columns());
        assertThat(kept.parameters()).containsEntry("numRows", "7");
        assertThat(kept.creationTime()).isAfter(before);
    }

    @Test
    void shouldGiveAllPartitionsPageByPage_whenThereAreMany() {
        for (int i = 0; i < 5; i++) {
            create("2026010" + i + "T000000Z");
        }

        var pages = aws.glue.getPartitionsPaginator(
                r -> r.databaseName("shop").tableName("ratings").maxResults(2));

        assertThat(pages.stream().count()).isEqualTo(3);
        assertThat(pages.stream().flatMap(page -> page.partitions().stream()).map(Partition::values))
                .hasSize(5)
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldReportEachPartition_whenSomeOfManyCannotBeCreated() {
        create("20260101T000000Z");

        var answer = aws.glue.batchCreatePartition(r -> r.databaseName("shop")
                .tableName("ratings")
                .partitionInputList(partition("20260101T000000Z"), partition("20260102T000000Z")));

        assertThat(answer.errors()).hasSize(1);
        assertThat(answer.errors().get(0).partitionValues()).containsExactly("20260101T000000Z");
        assertThat(answer.errors().get(0).errorDetail().errorCode()).isEqualTo("AlreadyExistsException");
        assertThat(aws.glue
                        .getPartitions(r -> r.databaseName("shop").tableName("ratings"))
                        .partitions())
                .hasSize(2);
    }

    @Test
    void shouldRefuseAsGlueDoes_whenSomethingIsAbsentTwiceThereOrWrong() {
        create("20260101T000000Z");

        assertThatThrownBy(() -> create("20260101T000000Z")).isInstanceOf(AlreadyExistsException.class);
        assertThatThrownBy(() -> aws.glue.createPartition(
                        r -> r.databaseName("shop").tableName("ratings").partitionInput(p -> p.values("a", "b"))))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> aws.glue.getTable(r -> r.databaseName("shop").name("other")))
                .isInstanceOf(EntityNotFoundException.class);
        assertThatThrownBy(() -> aws.glue.getDatabase(r -> r.name("other")))
                .isInstanceOf(EntityNotFoundException.class);
        assertThatThrownBy(() -> aws.glue.getPartition(
                        r -> r.databaseName("shop").tableName("ratings").partitionValues("none")))
                .isInstanceOf(EntityNotFoundException.class);
    }

    @Test
    void shouldForgetPartitions_whenTheTableIsDeleted() {
        create("20260101T000000Z");
        var table = GlueFixture.resource("aws:glue/catalogTable:CatalogTable", "ratings", TABLE);

        aws.service.delete(table);
        aws.service.create(table);

        assertThat(aws.glue
                        .getPartitions(r -> r.databaseName("shop").tableName("ratings"))
                        .partitions())
                .isEmpty();
    }

    private void create(String snapshot) {
        aws.glue.createPartition(
                r -> r.databaseName("shop").tableName("ratings").partitionInput(partition(snapshot)));
    }

    private static PartitionInput partition(String snapshot) {
        return PartitionInput.builder()
                .values(snapshot)
                .parameters(java.util.Map.of("numRows", "7"))
                .build();
    }
}
