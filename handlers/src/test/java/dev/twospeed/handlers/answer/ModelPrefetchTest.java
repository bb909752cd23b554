package dev.twospeed.handlers.answer;

import static dev.twospeed.handlers.support.Fixture.FIRST;
import static dev.twospeed.handlers.support.Fixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.twospeed.handlers.storage.ActiveJson;
import dev.twospeed.handlers.storage.ModelFiles;
import dev.twospeed.handlers.support.FolderModelStore;
import dev.twospeed.handlers.support.TestModel;
import dev.twospeed.recommender.model.ArtifactFiles;
import dev.twospeed.recommender.model.ArtifactSource;
import dev.twospeed.recommender.serve.InMemoryRecommender;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelPrefetchTest {
    @TempDir
    Path folder;

    private WatchedStore store;

    @BeforeEach
    void publish() throws IOException {
        FolderModelStore models = new FolderModelStore(folder);
        TestModel.small(1).publish(models, FIRST);
        TestModel.small(2).publish(models, SECOND);
        models.publishActive(FIRST);
        store = new WatchedStore(models);
    }

    @Test
    void shouldReadTheModelOnce_whenItIsTheActiveOne() throws Exception {
        ModelPrefetch prefetch = ModelPrefetch.start(store);
        store.waitForARead();

        assertThat(version(prefetch.model(FIRST))).isEqualTo(FIRST);
        assertThat(store.read).containsExactly(FIRST);
    }

    @Test
    void shouldReadTheActiveModel_whenTheStoreSaysAnother() throws Exception {
        ModelPrefetch prefetch = ModelPrefetch.start(store);
        store.waitForARead();

        assertThat(version(prefetch.model(SECOND))).isEqualTo(SECOND);
        assertThat(store.read).containsExactly(FIRST, SECOND);
    }

    @Test
    void shouldNotWaitForTheStore_whenTheDatabaseIsFaster() throws Exception {
        store.slow = new CountDownLatch(1);
        ModelPrefetch prefetch = ModelPrefetch.start(store);

        assertThat(version(prefetch.model(FIRST))).isEqualTo(FIRST);
        store.slow.countDown();

        assertThat(prefetch.model()).isEmpty();
        assertThat(store.read).containsExactly(FIRST);
    }

    @Test
    void shouldReadTheActiveModel_whenWhatTheStoreSaysMakesNoSense() throws Exception {
        Files.writeString(folder.resolve(ActiveJson.NAME), "{\"version\": {\"version\": \"" + FIRST + "\"}}");
        ModelPrefetch prefetch = ModelPrefetch.start(store);

        assertThat(version(prefetch.model(SECOND))).isEqualTo(SECOND);
        assertThatIOException()
                .isThrownBy(prefetch::model)
                .withMessageContaining("there is no text \"version\" in it. Run the loader's reconcile");
    }

    @Test
    void shouldNotReadAgain_whenTheModelIsDamaged() throws Exception {
        Files.writeString(folder.resolve(FIRST).resolve(ArtifactFiles.NEIGHBOURS), "damaged");
        ModelPrefetch prefetch = ModelPrefetch.start(store);
        store.waitForARead();

        assertThatIOException().isThrownBy(() -> prefetch.model(FIRST)).withMessageContaining(ArtifactFiles.NEIGHBOURS);
        assertThat(store.read).containsExactly(FIRST);
    }

    @Test
    void shouldReadNoModel_whenAbandonedOrNoneWasEverActive() throws Exception {
        Files.delete(folder.resolve(ActiveJson.NAME));
        assertThat(ModelPrefetch.start(store).model()).isEmpty();

        new FolderModelStore(folder).publishActive(FIRST);
        store.slow = new CountDownLatch(1);
        ModelPrefetch prefetch = ModelPrefetch.start(store);
        prefetch.abandon();
        store.slow.countDown();

        assertThat(prefetch.model()).isEmpty();
        assertThat(store.read).isEmpty();
    }

    private static String version(InMemoryRecommender recommender) {
        return recommender.model().version();
    }

    /** Says which models were begun to be read, and tells the active one when it is let. */
    private static final class WatchedStore implements ModelFiles {
        private final ModelFiles models;
        private final List<String> read = new CopyOnWriteArrayList<>();
        private final CountDownLatch reading = new CountDownLatch(1);
        private volatile CountDownLatch slow = new CountDownLatch(0);

        WatchedStore(ModelFiles models) {
            this.models = models;
        }

        void waitForARead() throws InterruptedException {
            assertThat(reading.await(1, TimeUnit.MINUTES)).isTrue();
        }

        @Override
        public ArtifactSource artifact(String version) {
            read.add(version);
            reading.countDown();
            return models.artifact(version);
        }

        @Override
        public Optional<String> activeVersion() throws IOException {
            try {
                slow.await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException("the test ends");
            }
            return models.activeVersion();
        }
    }
}
