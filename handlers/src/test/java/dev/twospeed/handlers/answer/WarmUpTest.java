package dev.twospeed.handlers.answer;

import static dev.twospeed.handlers.support.Fixture.FIRST;
import static dev.twospeed.handlers.support.Fixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twospeed.handlers.database.ConnectionPool;
import dev.twospeed.handlers.environment.Environment;
import dev.twospeed.handlers.support.Fixture;
import dev.twospeed.handlers.support.TestModel;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.crac.Core;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarmUpTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    @Test
    void shouldNeedNeitherModelNorDatabase_whenASnapshotIsTaken() throws Exception {
        Fixture fixture = Fixture.in(folder);
        VectorSearch unused = new VectorSearch(new ConnectionPool(() -> {
            throw new AssertionError("the database was asked");
        }));
        WarmUp warmUp = WarmUp.register(
                fixture.database().address(),
                new ModelCache(unused, fixture.store(), Duration.ofHours(1), System::nanoTime));

        warmUp.beforeCheckpoint(Core.getGlobalContext());
    }

    @ParameterizedTest
    @CsvSource({"on-demand, false", "snap-start, true", "provisioned-concurrency, true", ", true"})
    void shouldBeRegistered_unlessNoSnapshotIsTaken(@Nullable String type, boolean registered) throws Exception {
        Fixture fixture = Fixture.in(folder);
        ModelCache models = new ModelCache(
                new VectorSearch(new ConnectionPool(fixture.database().as("twospeed_reader"))),
                fixture.store(),
                Duration.ofHours(1),
                System::nanoTime);
        Environment environment =
                new Environment(type == null ? Map.of() : Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", type));

        WarmUp warmUp = WarmUp.register(environment, fixture.database().address(), models);

        assertThat(warmUp != null).isEqualTo(registered);
    }

    @Test
    void shouldLookForTheModelAgain_whenASnapshotIsRestored() throws Exception {
        Fixture fixture = Fixture.in(folder);
        TestModel.small(1).publish(fixture.store(), FIRST);
        TestModel.small(2).publish(fixture.store(), SECOND);
        fixture.loader().load(FIRST);
        ModelCache models = new ModelCache(
                new VectorSearch(new ConnectionPool(fixture.database().as("twospeed_reader"))),
                fixture.store(),
                Duration.ofHours(1),
                System::nanoTime);
        WarmUp warmUp = WarmUp.register(fixture.database().address(), models);
        models.look(TIMEOUT);
        fixture.loader().load(SECOND);
        assertThat(models.look(TIMEOUT).model())
                .extracting(ServedModel::version)
                .isEqualTo(FIRST);

        warmUp.afterRestore(Core.getGlobalContext());

        // It is at hand, with its place in the database, before anybody asks.
        assertThat(models.atHand().model()).satisfies(model -> {
            assertThat(model.version()).isEqualTo(SECOND);
            assertThat(model.key()).isNotNull();
        });
    }

    @Test
    @Tag("faults")
    void shouldAnswerWithWhatTheStoreHas_whenTheDatabaseHangsAfterARestore() throws Exception {
        Fixture fixture = Fixture.in(folder);
        TestModel.small(1).publish(fixture.store(), FIRST);
        fixture.store().publishActive(FIRST);
        CountDownLatch hanging = new CountDownLatch(1);
        ModelCache models = new ModelCache(
                new VectorSearch(new ConnectionPool(() -> {
                    try {
                        hanging.await();
                    } catch (InterruptedException e) {
                        throw new SQLException("the test ends", e);
                    }
                    return fixture.database().as("twospeed_reader").connect();
                })),
                fixture.store(),
                Duration.ofHours(1),
                System::nanoTime);
        WarmUp warmUp = WarmUp.register(fixture.database().address(), models);

        long start = System.nanoTime();
        warmUp.afterRestore(Core.getGlobalContext());
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(2_400), Duration.ofSeconds(8));

        for (ModelCache.Look look : List.of(models.look(Duration.ofMillis(10)), models.atHand())) {
            assertThat(look.fault()).isInstanceOf(SQLTimeoutException.class);
            assertThat(look.model()).isNotNull();
            assertThat(look.model().version()).isEqualTo(FIRST);
        }

        // The database, once it answers, has the last word: it has no model.
        hanging.countDown();
        assertThat(models.look(TIMEOUT)).isEqualTo(new ModelCache.Look(null, null));
    }
}
