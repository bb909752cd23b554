package dev.twospeed.handlers.load;

import static dev.twospeed.handlers.support.Fixture.FIRST;
import static dev.twospeed.handlers.support.Fixture.SECOND;
import static dev.twospeed.handlers.support.Fixture.THIRD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twospeed.handlers.load.Outcome.Status;
import dev.twospeed.handlers.support.Fixture;
import dev.twospeed.handlers.support.TestModel;
import dev.twospeed.recommender.model.ArtifactFiles;
import dev.twospeed.recommender.model.InvalidModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoaderTest {
    /** Of models that were published long before this test, and one after all that it does. */
    private static final List<String> PAST =
            List.of("20200101T000000Z-11111111", "20200102T000000Z-22222222", "20200103T000000Z-33333333");

    private static final String FUTURE = "29991231T000000Z-ffffffff";

    @TempDir
    Path folder;

    Fixture fixture;

    @BeforeEach
    void migrate() throws Exception {
        fixture = Fixture.in(folder);
    }

    private void publish(String version) throws Exception {
        TestModel.small(version.hashCode()).publish(fixture.store(), version);
    }

    @Test
    void shouldHoldTheWholeModel_whenLoaded() throws Exception {
        publish(FIRST);

        Outcome outcome = fixture.loader().load(FIRST);

        assertThat(outcome).isEqualTo(new Outcome(Status.ACTIVATED, FIRST, FIRST));
        assertThat(fixture.database().ask("select count(*) from twospeed.item_embedding"))
                .isEqualTo("300");
        assertThat(fixture.database().ask("select count(*) from twospeed.user_embedding"))
                .isEqualTo("50");
        assertThat(fixture.database().ask("select sum(cardinality(neighbours)) from twospeed.item_neighbours"))
                .isEqualTo("6000");
        assertThat(fixture.loader().list().models())
                .singleElement()
                .satisfies(model -> assertThat(model.version()).isEqualTo(FIRST))
                .satisfies(model -> assertThat(model.indexed()).isFalse());
        assertThat(fixture.store().activeVersion()).contains(FIRST);
    }

    @Test
    void shouldNotActivate_whenTheManifestIsADuplicateOrOlder() throws Exception {
        publish(FIRST);
        publish(SECOND);
        fixture.loader().load(SECOND);

        assertThat(fixture.loader().load(SECOND)).isEqualTo(new Outcome(Status.ALREADY_ACTIVE, SECOND, SECOND));
        assertThat(fixture.loader().load(FIRST)).isEqualTo(new Outcome(Status.NOT_NEWER, FIRST, SECOND));
        assertThat(fixture.loader().list().models()).hasSize(1);
    }

    @Test
    void shouldStayRolledBack_untilANewerModelIsPublished() throws Exception {
        publish(FIRST);
        publish(SECOND);
        fixture.loader().load(FIRST);
        fixture.loader().load(SECOND);

        assertThat(fixture.loader().rollback()).isEqualTo(new Outcome(Status.ACTIVATED, FIRST, FIRST));
        assertThat(fixture.loader().reconcile()).isEqualTo(new Outcome(Status.NOT_NEWER, SECOND, FIRST));
        assertThat(fixture.store().activeVersion()).contains(FIRST);

        publish(THIRD);
        assertThat(fixture.loader().reconcile()).isEqualTo(new Outcome(Status.ACTIVATED, THIRD, THIRD));
    }

    @Test
    void shouldSayWhy_whenThereIsNothingToRollBackTo() throws Exception {
        assertThatThrownBy(() -> fixture.loader().rollback()).hasMessageContaining("no model is active");
        publish(FIRST);
        fixture.loader().load(FIRST);

        assertThatThrownBy(() -> fixture.loader().rollback()).hasMessageContaining("no model older than the active");
        assertThat(fixture.loader().list().active()).contains(FIRST);
    }

    @Test
    void shouldKeepSoManyOlderModels_whenNewOnesCome() throws Exception {
        for (String version : List.of(FIRST, SECOND, THIRD)) {
            publish(version);
            fixture.loader().load(version);
        }

        assertThat(fixture.loader().list().models())
                .extracting(LoadedModel::version)
                .containsExactly(THIRD, SECOND);
        assertThat(fixture.database()
                        .ask("select count(*) from pg_inherits where inhparent::regclass::text"
                                + " like 'twospeed.%embedding'"))
                .isEqualTo("4");
    }

    @Test
    void shouldLoadAgain_whenARetiredModelIsActivated() throws Exception {
        for (String version : List.of(FIRST, SECOND, THIRD)) {
            publish(version);
            fixture.loader().load(version);
        }

        assertThat(fixture.loader().activate(FIRST)).isEqualTo(new Outcome(Status.ACTIVATED, FIRST, FIRST));

        assertThat(fixture.loader().list().active()).contains(FIRST);
    }

    @Test
    void shouldLeaveTheActiveModel_whenAChecksumIsWrong() throws Exception {
        publish(FIRST);
        fixture.loader().load(FIRST);
        publish(SECOND);
        Path users = fixture.store().folder(SECOND).resolve(ArtifactFiles.USER_FACTORS);
        byte[] content = Files.readAllBytes(users);
        content[0] ^= 1;
        Files.write(users, content);

        assertThatThrownBy(() -> fixture.loader().load(SECOND))
                .isInstanceOf(InvalidModel.class)
                .hasMessageContaining("user_factors.f32 has SHA-256");

        assertThat(fixture.loader().list().active()).contains(FIRST);
        assertThat(fixture.loader().list().models()).hasSize(1);
        assertThat(fixture.database().ask("select count(*) from pg_class where relname like 'item_embedding__'"))
                .isEqualTo("1");
    }

    @Test
    void shouldLeaveTheActiveModel_whenTheArtifactIsOfAnotherVersion() throws Exception {
        publish(FIRST);
        fixture.loader().load(FIRST);
        publish(SECOND);
        Files.move(fixture.store().folder(SECOND), fixture.store().folder(THIRD));

        assertThatThrownBy(() -> fixture.loader().load(THIRD)).hasMessageContaining("is of model " + SECOND);

        assertThat(fixture.loader().list().active()).contains(FIRST);
    }

    @Test
    void shouldLoadOnce_whenTwoLoadersRunAtOnce() throws Exception {
        publish(FIRST);
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            Callable<Outcome> load = () -> fixture.loader().load(FIRST);
            List<Future<Outcome>> outcomes = two.invokeAll(List.of(load, load));

            assertThat(List.of(
                            outcomes.get(0).get().status(),
                            outcomes.get(1).get().status()))
                    .containsExactlyInAnyOrder(Status.ACTIVATED, Status.ALREADY_ACTIVE);
        } finally {
            two.shutdownNow();
        }
        assertThat(fixture.database().ask("select count(*) from twospeed.item_embedding"))
                .isEqualTo("300");
    }

    @Test
    void shouldLoadTheNewest_whenEventsWereLost() throws Exception {
        assertThat(fixture.loader().reconcile()).isEqualTo(new Outcome(Status.NOTHING_PUBLISHED, null, null));
        publish(FIRST);
        publish(SECOND);
        publish(THIRD);
        Files.delete(fixture.store().folder(THIRD).resolve(ArtifactFiles.MANIFEST));

        assertThat(fixture.loader().reconcile()).isEqualTo(new Outcome(Status.ACTIVATED, SECOND, SECOND));
    }

    @Test
    void shouldLeaveACustomerOut_whenForgotten_andBringThemBackOnlyWithALaterModel() throws Exception {
        publish(PAST.get(0));
        publish(PAST.get(1));
        fixture.loader().load(PAST.get(0));
        fixture.loader().load(PAST.get(1));

        assertThat(fixture.loader().forget("103")).isEqualTo(2);
        assertThat(fixture.loader().forget("103")).isZero();
        assertThat(embeddingsOf("103")).isEqualTo("0");
        assertThat(embeddingsOf("104")).isEqualTo("2");

        // An older model that is loaded again does not know the customer either; one of after may.
        publish(PAST.get(2));
        fixture.loader().load(PAST.get(2));
        fixture.loader().activate(PAST.get(0));
        assertThat(embeddingsOf("103")).isEqualTo("0");
        assertThat(embeddingsOf("104")).isEqualTo("2");
        publish(FUTURE);
        fixture.loader().load(FUTURE);
        assertThat(embeddingsOf("103")).isEqualTo("1");
    }

    @Test
    void shouldNotSayWho_whenForgottenCustomersAreKept() throws Exception {
        fixture.loader().forget("103");

        assertThat(fixture.database().ask("select f::text from twospeed.forgotten_customer f"))
                .doesNotContain("103");
        for (String user : List.of("twospeed_loader", "twospeed_reader")) {
            assertThat(fixture.database()
                            .ask("select has_table_privilege('" + user + "', 'twospeed.forgotten_customer', 'select')"))
                    .isEqualTo("f");
        }
    }

    private String embeddingsOf(String customer) throws SQLException {
        return fixture.database()
                .ask("select count(*) from twospeed.user_embedding where customer = '" + customer + "'");
    }

    @Test
    void shouldIndexItems_whenTheCatalogueIsLarge() throws Exception {
        publish(FIRST);
        Loader loader = new Loader(fixture.database().as("twospeed_loader"), fixture.store(), 1, 299);

        loader.load(FIRST);

        assertThat(loader.list().models())
                .singleElement()
                .satisfies(model -> assertThat(model.indexed()).isTrue());
        assertThat(fixture.database().ask("select count(*) from pg_indexes where indexdef like '%hnsw%'"))
                .isEqualTo("1");
    }
}
