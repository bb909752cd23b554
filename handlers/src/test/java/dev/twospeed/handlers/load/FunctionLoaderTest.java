package dev.twospeed.handlers.load;

import static dev.twospeed.handlers.support.Fixture.FIRST;
import static dev.twospeed.handlers.support.Fixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twospeed.handlers.load.LoadingJob.Operation;
import dev.twospeed.handlers.load.Outcome.Status;
import dev.twospeed.handlers.support.Fixture;
import dev.twospeed.handlers.support.TestModel;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With models of 300 items and 50 customers. */
class FunctionLoaderTest {
    private static final FunctionLimit ENOUGH = new FunctionLimit(300, 350);
    private static final FunctionLimit TOO_FEW_ITEMS = new FunctionLimit(299, 350);
    private static final FunctionLimit TOO_FEW_EMBEDDINGS = new FunctionLimit(300, 349);

    @TempDir
    Path folder;

    private Fixture fixture;
    private final List<String> started = new ArrayList<>();
    private boolean running;

    @BeforeEach
    void publish() throws Exception {
        fixture = Fixture.in(folder);
        TestModel.small(1).publish(fixture.store(), FIRST);
        TestModel.small(2).publish(fixture.store(), SECOND);
    }

    private boolean start(Operation operation, String version) {
        started.add(operation.label() + " " + version);
        return !running;
    }

    private FunctionLoader with(FunctionLimit limit) {
        return new FunctionLoader(fixture.loader(), limit, this::start);
    }

    @Test
    void shouldLoadByItself_whatFits() throws Exception {
        assertThat(with(ENOUGH).load(FIRST)).isEqualTo(new Outcome(Status.ACTIVATED, FIRST, FIRST));
        assertThat(started).isEmpty();
    }

    @Test
    void shouldHandOver_whatHasTooManyItemsOrEmbeddings() throws Exception {
        for (FunctionLimit limit : List.of(TOO_FEW_ITEMS, TOO_FEW_EMBEDDINGS)) {
            assertThat(with(limit).load(FIRST)).isEqualTo(new Outcome(Status.HANDED_OVER, FIRST, null));
            assertThat(with(limit).reconcile()).isEqualTo(new Outcome(Status.HANDED_OVER, SECOND, null));
            assertThat(with(limit).activate(FIRST)).isEqualTo(new Outcome(Status.HANDED_OVER, FIRST, null));
        }

        assertThat(started)
                .startsWith("load " + FIRST, "load " + SECOND, "activate " + FIRST)
                .hasSize(6);
        assertThat(fixture.loader().list().models()).isEmpty();
    }

    @Test
    void shouldHandOverNothing_thatNeedNotBeLoaded() throws Exception {
        fixture.loader().load(FIRST);
        fixture.loader().load(SECOND);

        assertThat(with(TOO_FEW_ITEMS).load(FIRST)).isEqualTo(new Outcome(Status.NOT_NEWER, FIRST, SECOND));
        assertThat(with(TOO_FEW_ITEMS).reconcile()).isEqualTo(new Outcome(Status.ALREADY_ACTIVE, SECOND, SECOND));
        assertThat(with(TOO_FEW_ITEMS).activate(FIRST)).isEqualTo(new Outcome(Status.ACTIVATED, FIRST, FIRST));
        assertThat(started).isEmpty();
    }

    @Test
    void shouldHandOverAnOlderModel_whenSomebodyActivatesIt() throws Exception {
        fixture.loader().load(SECOND);

        assertThat(with(TOO_FEW_ITEMS).load(FIRST)).isEqualTo(new Outcome(Status.NOT_NEWER, FIRST, SECOND));
        assertThat(with(TOO_FEW_ITEMS).activate(FIRST)).isEqualTo(new Outcome(Status.HANDED_OVER, FIRST, SECOND));
        assertThat(started).containsExactly("activate " + FIRST);
    }

    @Test
    void shouldNotWait_whileTheJobHoldsTheLock() throws Exception {
        running = true;
        try (Connection job = fixture.database().as("twospeed_loader").connect()) {
            new ModelTable(job).lock(1);

            assertThat(with(TOO_FEW_ITEMS).load(FIRST)).isEqualTo(new Outcome(Status.JOB_BUSY, FIRST, null));
        }
    }

    @Test
    void shouldFail_whenTheJobCannotBeStarted() {
        FunctionLoader loader = new FunctionLoader(fixture.loader(), TOO_FEW_ITEMS, (operation, version) -> {
            throw new IOException("no such job");
        });

        assertThatThrownBy(() -> loader.load(FIRST)).hasMessage("no such job");
    }

    @Test
    void shouldTry_whereThereIsNoJob() throws Exception {
        assertThat(new FunctionLoader(fixture.loader(), TOO_FEW_ITEMS, null).load(FIRST))
                .isEqualTo(new Outcome(Status.ACTIVATED, FIRST, FIRST));
    }
}
