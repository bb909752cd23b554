package dev.twospeed.handlers.load;

import static dev.twospeed.handlers.support.Fixture.FIRST;
import static dev.twospeed.handlers.support.Fixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twospeed.handlers.database.DatabaseAddress;
import dev.twospeed.handlers.database.Login;
import dev.twospeed.handlers.load.Outcome.Status;
import dev.twospeed.handlers.storage.S3ModelStore;
import dev.twospeed.handlers.support.FaultyProxy;
import dev.twospeed.handlers.support.Fixture;
import dev.twospeed.handlers.support.FolderS3;
import dev.twospeed.handlers.support.TestModel;
import dev.twospeed.recommender.model.ArtifactFiles;
import dev.twospeed.recommender.model.InvalidModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Loads that cannot succeed: the model that answers goes on, nothing is left behind, and the next load that can succeeds. */
@Tag("faults")
class LoaderFaultsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private Path models;
    private Fixture fixture;
    private FaultyProxy proxy;
    private FolderS3 s3;
    private S3Client client;

    @BeforeEach
    void loadFirst() throws Exception {
        models = Files.createDirectories(folder.resolve("lake/models"));
        fixture = Fixture.in(models);
        proxy = new FaultyProxy(fixture.database().address().port());
        s3 = new FolderS3(folder);
        client = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(1)))
                .endpointOverride(s3.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .build();
        TestModel.small(1).publish(fixture.store(), FIRST);
        fixture.loader().load(FIRST);
        TestModel.small(2).publish(fixture.store(), SECOND);
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        s3.close();
        proxy.close();
    }

    /** What can be wrong with an artifact, and what the loader says. */
    private enum Damage {
        TRUNCATED(ArtifactFiles.USER_FACTORS, "ends after", bytes -> Arrays.copyOf(bytes, bytes.length - 6)),
        CUT_AT_A_ROW(ArtifactFiles.ITEMS, "has 299 rows, expected 300", LoaderFaultsTest::withoutLastLine),
        CHECKSUM(ArtifactFiles.NEIGHBOURS, "has SHA-256", bytes -> {
            bytes[bytes.length - 1] ^= 1;
            return bytes;
        }),
        NOT_A_NUMBER(ArtifactFiles.ITEM_FACTORS, "holds NaN", bytes -> {
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(4_000, Float.NaN);
            return bytes;
        }),
        DIMENSION(ArtifactFiles.ITEM_FACTORS, "is longer than its rows need", bytes -> {
            return Arrays.copyOf(bytes, bytes.length / 16 * 17);
        }),
        OTHER_RANK(
                ArtifactFiles.MANIFEST,
                "item_factors.f32 ends after",
                bytes -> edited(bytes, "\"rank\" : 16", "\"rank\" : 17")),
        OLDER_SCHEMA(
                ArtifactFiles.MANIFEST,
                "schema_version is 0",
                bytes -> edited(bytes, "\"schema_version\" : 1", "\"schema_version\" : 0")),
        LATER_SCHEMA(
                ArtifactFiles.MANIFEST,
                "has schema version 2 but this program reads 1",
                bytes -> edited(bytes, "\"schema_version\" : 1", "\"schema_version\" : 2"));

        private final String file;
        private final String message;
        private final Edit edit;

        Damage(String file, String message, Edit edit) {
            this.file = file;
            this.message = message;
            this.edit = edit;
        }

        private interface Edit {
            byte[] of(byte[] bytes);
        }
    }

    private static byte[] withoutLastLine(byte[] bytes) {
        int end = bytes.length - 1;
        while (bytes[end - 1] != '\n') {
            end--;
        }
        return Arrays.copyOf(bytes, end);
    }

    private static byte[] edited(byte[] bytes, String from, String to) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        assertThat(text).contains(from);
        return text.replace(from, to).getBytes(StandardCharsets.UTF_8);
    }

    /** Damages a file; the manifest vouches for the result, so that not only checksums are tried. */
    private void damage(Damage damage) throws Exception {
        Path file = models.resolve(SECOND).resolve(damage.file);
        byte[] whole = Files.readAllBytes(file);
        byte[] changed = damage.edit.of(whole.clone());
        Files.write(file, changed);
        if (damage != Damage.CHECKSUM && !damage.file.equals(ArtifactFiles.MANIFEST)) {
            Path manifest = models.resolve(SECOND).resolve(ArtifactFiles.MANIFEST);
            byte[] vouching = edited(Files.readAllBytes(manifest), sha256(whole), sha256(changed));
            Files.write(
                    manifest,
                    edited(
                            vouching,
                            "\"bytes\" : " + whole.length + ",\n      \"sha256\" : \"" + sha256(changed),
                            "\"bytes\" : " + changed.length + ",\n      \"sha256\" : \"" + sha256(changed)));
        }
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepTheActiveModel_whenTheArtifactIs(Damage damage) throws Exception {
        damage(damage);

        assertThatThrownBy(() -> fixture.loader().load(SECOND))
                .isInstanceOf(InvalidModel.class)
                .hasMessageContaining(damage.file.equals(ArtifactFiles.MANIFEST) ? "" : damage.file)
                .hasMessageContaining(damage.message);

        assertOnlyFirst();
        TestModel.small(2).publish(fixture.store(), SECOND);
        assertLoads(fixture.loader());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            item_embedding ; set product_code = product_code || '0'
            item_embedding ; set embedding = embedding OPERATOR(public.+) embedding
            item_embedding ; set item = item + 1000
            user_embedding ; set customer = '9' || customer
            item_neighbours; set neighbours[2] = neighbours[1], neighbours[1] = neighbours[2]
            item_neighbours; set scores[20] = scores[20] * 1.0001
            """)
    void shouldKeepTheActiveModel_whenARowArrivesAsAnother(String table, String change) throws Exception {
        fixture.database().run("alter function twospeed.loaded_hashes(int) rename to hashes_of_what_arrived");
        fixture.database().run("""
                create function twospeed.loaded_hashes(p_model_id int)
                    returns table (table_name text, row_count bigint, checksum bigint)
                    language plpgsql security definer as $$
                begin
                    execute format('update %%1$s %s where ctid = (select max(ctid) from %%1$s)',
                                   twospeed.partition_name('%s', p_model_id));
                    return query select * from twospeed.hashes_of_what_arrived(p_model_id);
                end
                $$""".formatted(change.replace("'", "''"), table));

        assertThatThrownBy(() -> fixture.loader().load(SECOND))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("table " + table + " holds", "was sent. Nothing was changed; load it again.");

        assertOnlyFirst();
        fixture.database().run("drop function twospeed.loaded_hashes(int)");
        fixture.database().run("alter function twospeed.hashes_of_what_arrived(int) rename to loaded_hashes");
        assertLoads(fixture.loader());
    }

    @Test
    void shouldKeepTheActiveModel_whenTheConnectionIsCutInTheMiddleOfACopy() throws Exception {
        TestModel large = new TestModel(3_000, 500, 16, 2);
        large.publish(fixture.store(), SECOND);
        DatabaseAddress direct = fixture.database().address();
        Loader through = new Loader(
                new Login(
                        new DatabaseAddress(
                                direct.host(), proxy.port(), direct.name(), direct.region(), direct.additionalCa()),
                        "twospeed_loader",
                        () -> fixture.database().postgres().token("twospeed_loader"),
                        TIMEOUT),
                fixture.store(),
                1,
                20_000);

        proxy.cutAfter(200_000);

        assertThatThrownBy(() -> through.load(SECOND))
                .isInstanceOfAny(IOException.class, SQLException.class)
                .hasMessageContaining("copy");
        assertOnlyFirst();
        assertLoads(through);
        assertThat(fixture.database()
                        .ask("select count(*) from twospeed.item_embedding e join twospeed.model m using (model_id)"
                                + " where m.version = '" + SECOND + "'"))
                .isEqualTo("3000");
    }

    @Test
    void shouldLoad_whenS3AsksToSlowDown() throws Exception {
        s3.fail(503, 2);

        assertLoads(fromS3());
    }

    @Test
    void shouldLoad_whenBodiesComeSlowly() throws Exception {
        s3.slow(Duration.ofMillis(100));
        long start = System.nanoTime();

        assertLoads(fromS3());

        // 19 KB of items' factors alone are five pieces.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(500), TIMEOUT);
    }

    @Test
    void shouldKeepTheActiveModel_whenABodyStopsForLongerThanTheTimeOut() throws Exception {
        s3.slow(Duration.ofSeconds(3));
        assertThatThrownBy(() -> fromS3().load(SECOND)).isInstanceOf(IOException.class);

        s3.slow(Duration.ZERO);
        assertOnlyFirst();
        assertLoads(fromS3());
    }

    @Test
    void shouldLoad_whenBodiesAreCutShortAgainAndAgain() throws Exception {
        s3.cutAfter(1_500);

        assertLoads(fromS3());
    }

    @Test
    void shouldKeepTheActiveModel_whenABodyComesToNoEnd() throws Exception {
        s3.cutAfter(0);
        assertThatThrownBy(() -> fromS3().load(SECOND))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("s3://lake/models/" + SECOND, "broke off after 0 of", "3 times in a row");

        s3.cutAfter(Integer.MAX_VALUE);
        assertOnlyFirst();
        assertLoads(fromS3());
    }

    @Test
    void shouldKeepTheActiveModel_whenAccessIsDenied() throws Exception {
        s3.fail(403);
        assertThatThrownBy(() -> fromS3().load(SECOND))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("s3://lake/models/" + SECOND);

        s3.fail(0);
        assertOnlyFirst();
        assertLoads(fromS3());
    }

    private Loader fromS3() {
        return new Loader(
                fixture.database().as("twospeed_loader"), new S3ModelStore(client, "lake", "models/"), 1, 20_000);
    }

    private void assertOnlyFirst() throws Exception {
        Loader.Listing listing = fixture.loader().list();
        assertThat(listing.active()).contains(FIRST);
        assertThat(listing.models()).extracting(LoadedModel::version).isEqualTo(List.of(FIRST));
        assertThat(fixture.store().activeVersion()).contains(FIRST);
        assertThat(fixture.database()
                        .ask("select count(*) from pg_inherits where inhparent = 'twospeed.item_embedding'::regclass"))
                .isEqualTo("1");
    }

    private static void assertLoads(Loader loader) throws Exception {
        assertThat(loader.load(SECOND)).isEqualTo(new Outcome(Status.ACTIVATED, SECOND, SECOND));
    }
}
