package dev.twospeed.glue.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twospeed.glue.training.TrainingData.Customer;
import dev.twospeed.recommender.model.Product;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HoldoutTest {
    private static final int PRODUCTS = 12;

    @Test
    void shouldTrainOnThePast_andAskForWhatWasFirstBoughtLater() {
        // Eight of ten pairs were bought on day 1, two on day 2.
        TrainingData data =
                data(List.of(new int[] {0, 1, 2, 3, 4}, new int[] {2, 5, 6, 7, 8}), 1, 1, 1, 1, 2, 1, 2, 1, 1, 1);

        Holdout split = Holdout.of(data, 7, 0);

        assertThat(split.training().row(0)).containsExactly(0, 1, 2, 3);
        assertThat(split.training().row(1)).containsExactly(2, 6, 7, 8);
        assertThat(split.sessions()).hasSize(2);
        assertThat(split.sessions().get(0).given()).containsExactly(0, 1, 2, 3);
        assertThat(split.sessions().get(0).truth()).containsExactly(4);
        assertThat(split.sessions().get(1).truth()).containsExactly(5);
    }

    @Test
    void shouldGiveTheFirstFewProducts_ofCustomersWhoCameLater() {
        int[] many = IntStream.range(0, PRODUCTS).toArray();
        long[] times = new long[5 * PRODUCTS];
        Arrays.fill(times, 1);
        // The last customer came on day 2 and bought from the last product to the first.
        for (int i = 0; i < PRODUCTS; i++) {
            times[4 * PRODUCTS + i] = 100 - i;
        }
        TrainingData data = data(List.of(many, many, many, many, many), times);

        Holdout split = Holdout.of(data, 7, 0);

        assertThat(split.training().count(4)).isZero();
        HeldOut session = split.sessions().get(0);
        assertThat(session.customer()).isEqualTo(4);
        assertThat(session.given()).hasSizeBetween(1, 5).endsWith(PRODUCTS - 1);
        assertThat(session.given()[0] - 1).isEqualTo(session.truth()[session.truth().length - 1]);
        assertThat(session.given().length + session.truth().length).isEqualTo(PRODUCTS);
    }

    @Test
    void shouldReachFurtherBack_withEachSplit() {
        long[] days = IntStream.range(0, PRODUCTS).mapToLong(i -> i).toArray();
        TrainingData data = data(List.of(IntStream.range(0, PRODUCTS).toArray()), days);

        assertThat(Holdout.of(data, 7, 2).training().entries())
                .isLessThan(Holdout.of(data, 7, 0).training().entries());
    }

    @Test
    void shouldTakeAFifthAtRandom_whenTimesAreUnknownOrAllTheSame() {
        int[] history = IntStream.range(0, 10).toArray();
        TrainingData untimed = new TrainingData(customers(1), products(), SparseRows.of(List.of(history), PRODUCTS));

        for (TrainingData data : List.of(untimed, data(List.of(history), new long[10]))) {
            Holdout split = Holdout.of(data, 7, 0);

            assertThat(split.training().count(0)).isEqualTo(8);
            assertThat(split.sessions()).hasSize(1);
            assertThat(split.sessions().get(0).truth())
                    .hasSize(2)
                    .doesNotContain(split.training().row(0));
        }
    }

    private static TrainingData data(List<int[]> histories, long... times) {
        return new TrainingData(customers(histories.size()), products(), SparseRows.of(histories, PRODUCTS), times);
    }

    private static List<Customer> customers(int count) {
        List<Customer> customers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            customers.add(new Customer("c" + i, null, null));
        }
        return customers;
    }

    private static List<Product> products() {
        return IntStream.range(0, PRODUCTS)
                .mapToObj(i -> new Product("P" + i, "", 0))
                .toList();
    }
}
