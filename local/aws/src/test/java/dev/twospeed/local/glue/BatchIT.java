package dev.twospeed.local.glue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twospeed.engines.Engines;
import dev.twospeed.engines.TestMysql;
import dev.twospeed.recommender.sample.SampleShop;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.glue.model.JobRun;
import software.amazon.awssdk.services.glue.model.JobRunState;

/** The packaged jobs on the embedded Glue: shop database to training data to model. */
class BatchIT {
    private static final Path ROOT = Path.of(System.getProperty("twospeed.root"));
    private static final SampleShop SHOP = SampleShop.generate(
            Integer.getInteger("twospeed.batch.customers", 200), Integer.getInteger("twospeed.batch.products", 60), 7);

    @TempDir
    static Path folder;

    private static GlueFixture aws;
    private static SourceShop source;

    @BeforeAll
    static void start() throws Exception {
        aws = new GlueFixture(folder.resolve("a checkout"), ROOT.resolve("local/glue-runtime/target/classpath"));
        source = new SourceShop();
        source.fill(SHOP);
        var secret = aws.secrets.create("rds!db-source", source.secret(), "", "rds");
        aws.s3.putObject(
                r -> r.bucket(GlueFixture.BUCKET).key("code/glue.jar"),
                RequestBody.fromFile(ROOT.resolve("glue/target/glue.jar")));
        for (var script : new String[] {"etl", "training"}) {
            aws.put("code/" + script + ".scala", Files.readString(ROOT.resolve("glue/scripts/" + script + ".scala")));
        }
        aws.service.create(
                GlueFixture.resource("aws:glue/catalogDatabase:CatalogDatabase", "shop", "{\"name\": \"shop\"}"));
        aws.service.create(GlueFixture.resource("aws:glue/catalogTable:CatalogTable", "ratings", """
                {"name": "ratings_ml_training", "databaseName": "shop", "tableType": "EXTERNAL_TABLE",
                 "partitionKeys": [{"name": "snapshot", "type": "string"}],
                 "parameters": {"classification": "parquet"},
                 "storageDescriptor": {"location": "s3://lake/ratings_ml_training/",
                   "columns": [{"name": "customernumber", "type": "int"}],
                   "serDeInfo": {"serializationLibrary": "parquet", "parameters": {"serialization.format": "1"}}}}
                """));
        var common = new HashMap<>(Map.of(
                "--extra-jars", "s3://lake/code/glue.jar",
                "--user-jars-first", "true",
                "--catalog-database", "shop",
                "--catalog-table", "ratings_ml_training",
                "--ratings-location", "s3://lake/ratings_ml_training/"));
        var training = new HashMap<>(common);
        training.putAll(Map.of("--model-location", "s3://lake/models/", "--rank", "16", "--seed", "7"));
        aws.job("training", "code/training.scala", training);
        common.putAll(Map.of(
                "--source-secret-arn",
                secret.arn(),
                "--source-endpoint",
                "localhost",
                "--source-port",
                Integer.toString(source.port()),
                "--source-database",
                TestMysql.DATABASE,
                "--additional-ca",
                Base64.getEncoder().encodeToString(Engines.authority().caPem().getBytes(StandardCharsets.US_ASCII))));
        aws.job("etl", "code/etl.scala", common);
    }

    @AfterAll
    static void stop() {
        aws.close();
        source.close();
    }

    @Test
    void shouldMakeAModelOfTheShop_whenBothJobsHaveRun() {
        var etl = run("etl");

        assertThat(etl.jobRunState()).as(etl.errorMessage()).isEqualTo(JobRunState.SUCCEEDED);
        var partitions = aws.glue
                .getPartitions(r -> r.databaseName("shop").tableName("ratings_ml_training"))
                .partitions();
        assertThat(partitions).hasSize(1);
        var partition = partitions.get(0);
        assertThat(partition.values().get(0)).matches("\\d{8}T\\d{6}Z");
        assertThat(partition.storageDescriptor().location())
                .isEqualTo("s3://lake/ratings_ml_training/snapshot="
                        + partition.values().get(0) + "/");
        assertThat(partition.storageDescriptor().serdeInfo().serializationLibrary())
                .isEqualTo("parquet");
        assertThat(partition.parameters()).containsEntry("numRows", Long.toString(pairs()));

        var training = run("training");

        assertThat(training.jobRunState()).as(training.errorMessage()).isEqualTo(JobRunState.SUCCEEDED);
        assertThat(aws.s3
                        .listObjectsV2(r -> r.bucket(GlueFixture.BUCKET).prefix("models/"))
                        .contents())
                .anyMatch(object -> object.key().endsWith("/manifest.json"));
    }

    private static long pairs() {
        return SHOP.orders().stream()
                .flatMap(order -> order.lines().stream().map(line -> order.customerNumber() + " " + line.productCode()))
                .distinct()
                .count();
    }

    private static JobRun run(String job) {
        var id = aws.glue.startJobRun(r -> r.jobName(job)).jobRunId();
        Waiting.until(
                () -> aws.glue.getJobRun(r -> r.jobName(job).runId(id)).jobRun().completedOn() != null);
        return aws.glue.getJobRun(r -> r.jobName(job).runId(id)).jobRun();
    }
}
