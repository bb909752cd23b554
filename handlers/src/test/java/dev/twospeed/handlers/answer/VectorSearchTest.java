package dev.twospeed.handlers.answer;

import static dev.twospeed.handlers.support.Fixture.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twospeed.handlers.database.ConnectionPool;
import dev.twospeed.handlers.load.Loader;
import dev.twospeed.handlers.support.Fixture;
import dev.twospeed.handlers.support.TestModel;
import dev.twospeed.recommender.model.FloatMatrix;
import dev.twospeed.recommender.model.ModelReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorSearchTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int ITEMS = 3_000;
    private static final int RANK = 16;
    private static final int SESSIONS = 50;

    @TempDir
    Path folder;

    private FloatMatrix factors;
    private VectorSearch search;

    private ModelKey load(int exactItems) throws Exception {
        Fixture fixture = Fixture.in(folder);
        new TestModel(ITEMS, 10, RANK, 9).publish(fixture.store(), FIRST);
        new Loader(fixture.database().as("twospeed_loader"), fixture.store(), 1, exactItems).load(FIRST);
        factors = ModelReader.open(fixture.store().artifact(FIRST))
                .readServingModel()
                .factors();
        search = new VectorSearch(new ConnectionPool(fixture.database().as("twospeed_reader")));
        return search.activeModel(TIMEOUT).orElseThrow();
    }

    private static float[] embeddings() {
        Random random = new Random(4);
        float[] embeddings = new float[SESSIONS * RANK];
        for (int i = 0; i < embeddings.length; i++) {
            embeddings[i] = (float) random.nextGaussian();
        }
        return embeddings;
    }

    private Set<Integer> best(float[] embeddings, int session, int count) {
        double[] query = IntStream.range(0, RANK)
                .mapToDouble(i -> embeddings[session * RANK + i])
                .toArray();
        return IntStream.range(0, ITEMS)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer item) -> -factors.dot(item, query)))
                .limit(count)
                .collect(Collectors.toSet());
    }

    private static int[] wanted() {
        return IntStream.range(0, SESSIONS).map(session -> 10 + session % 5).toArray();
    }

    @Test
    void shouldFindExactlyTheBestItems_whenTheCatalogueIsSmall() throws Exception {
        ModelKey model = load(20_000);
        float[] embeddings = embeddings();

        int[][] found = search.nearest(model, embeddings, wanted(), TIMEOUT);

        for (int session = 0; session < SESSIONS; session++) {
            assertThat(found[session]).hasSize(10 + session % 5);
            assertThat(Arrays.stream(found[session]).boxed().collect(Collectors.toSet()))
                    .isEqualTo(best(embeddings, session, 10 + session % 5));
        }
    }

    @Test
    void shouldFindNearlyTheBestItems_whenTheCatalogueIsIndexed() throws Exception {
        ModelKey model = load(1_000);
        float[] embeddings = embeddings();

        int[][] found = search.nearest(model, embeddings, wanted(), TIMEOUT);

        assertThat(model.indexed()).isTrue();
        int hits = 0;
        int all = 0;
        for (int session = 0; session < SESSIONS; session++) {
            Set<Integer> best = best(embeddings, session, 10 + session % 5);
            hits += (int) Arrays.stream(found[session]).filter(best::contains).count();
            all += best.size();
        }
        assertThat((double) hits / all).isGreaterThan(0.95);
    }

    @Test
    void shouldFindNothing_whenTheModelWasRetired() throws Exception {
        ModelKey model = load(20_000);

        int[][] found = search.nearest(
                new ModelKey(model.modelId() + 1, "gone", RANK, false), new float[RANK], new int[] {5}, TIMEOUT);

        assertThat(found).hasDimensions(1, 0);
    }
}
