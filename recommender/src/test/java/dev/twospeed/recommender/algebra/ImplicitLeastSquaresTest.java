package dev.twospeed.recommender.algebra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ImplicitLeastSquaresTest {
    /** Of both kinds: rows of few items and of many; a catalogue that is smaller than the rank leaves G without full rank. */
    @Property(tries = 300)
    void shouldSolveTheNormalEquation(
            @ForAll @IntRange(min = 1, max = 70) int rank,
            @ForAll @IntRange(max = 60) int observed,
            @ForAll @IntRange(min = 10, max = 100) int rows,
            @ForAll @DoubleRange(min = 0, max = 5) double unobservedWeight,
            @ForAll @DoubleRange(min = 0.01, max = 10) double strength,
            @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] factors = factors(rows, rank, random);
        ImplicitLeastSquares squares = new ImplicitLeastSquares(rank, factors, gram(factors, rank), unobservedWeight);
        // Several rows by one solver: none may see what another left.
        for (int row = 0; row < 3; row++) {
            int[] items = random.ints(0, rows)
                    .distinct()
                    .limit(Math.min(rows, observed / (row + 1)))
                    .toArray();
            float[] weights = new float[items.length];
            for (int n = 0; n < items.length; n++) {
                weights[n] = n == 1 ? 0 : (float) random.nextDouble(0.1, 3);
            }
            double[] prior = random.doubles(rank, -1, 1).toArray();

            double[] x = squares.solve(items, weights, strength, prior);

            assertSolves(x, factors, unobservedWeight, items, weights, strength, prior);
        }
    }

    /** Items share a place of what is kept of them. */
    @Test
    void shouldKnowItemsApart_whenTheCatalogueIsLarge() {
        SplittableRandom random = new SplittableRandom(1);
        int rank = 12;
        float[] factors = factors(9_000, rank, random);
        ImplicitLeastSquares squares = new ImplicitLeastSquares(rank, factors, gram(factors, rank), 0.1);
        float[] weights = {1, 1, 1};
        double[] prior = new double[rank];
        for (int item : new int[] {7, 7 + 4_096, 7 + 2 * 4_096, 7}) {
            int[] items = {3, item, 8_000};

            double[] x = squares.solve(items, weights, 2, prior);

            assertSolves(x, factors, 0.1, items, weights, 2, prior);
        }
    }

    /** What few items are solved by agrees with Cholesky's factorisation to the last digits, however weak the regularization is. */
    @Property(tries = 100)
    void shouldAgreeToTheLastDigits_whenTheRegularizationIsWeak(
            @ForAll @IntRange(min = 3, max = 64) int rank, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] factors = factors(2 * rank, rank, random);
        double[] gram = gram(factors, rank);
        int[] few = random.ints(0, 2 * rank).distinct().limit(rank / 3).toArray();
        // The same row with items that weigh nothing has too many to count as few.
        int[] many = Arrays.copyOf(few, rank);
        float[] weights = new float[rank];
        Arrays.fill(weights, 0, few.length, 1);
        double[] prior = random.doubles(rank, -1, 1).toArray();
        ImplicitLeastSquares squares = new ImplicitLeastSquares(rank, factors, gram, 0.05);

        double[] x = squares.solve(few, Arrays.copyOf(weights, few.length), 1e-6, prior);

        assertThat(x).containsExactly(squares.solve(many, weights, 1e-6, prior), within(1e-9));
    }

    @Test
    void shouldSayWhatIsWrong_whenAFactorIsNoNumber() {
        float[] factors = {1, 2, 3, Float.NaN, 5, 6, 7, 8, 9};
        ImplicitLeastSquares squares = new ImplicitLeastSquares(3, factors, new double[9], 0.5);

        assertThatThrownBy(() -> squares.solve(new int[] {1}, new float[] {1}, 1, new double[3]))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("not valid numbers");
        assertThatThrownBy(() -> squares.solve(new int[] {0}, new float[] {1}, -1, new double[3]))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("not positive definite at row 0 of 3");
    }

    private static float[] factors(int rows, int rank, SplittableRandom random) {
        float[] factors = new float[rows * rank];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = (float) random.nextDouble(-1, 1);
        }
        return factors;
    }

    private static double[] gram(float[] factors, int rank) {
        double[] gram = new double[rank * rank];
        for (int row = 0; row < factors.length / rank; row++) {
            addOuter(gram, factors, row, rank, 1);
        }
        return gram;
    }

    private static void assertSolves(
            double[] x,
            float[] factors,
            double unobservedWeight,
            int[] items,
            float[] weights,
            double strength,
            double[] prior) {
        int rank = prior.length;
        double[] matrix = gram(factors, rank);
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] *= unobservedWeight;
        }
        double[] expected = new double[rank];
        for (int i = 0; i < rank; i++) {
            expected[i] = strength * prior[i];
            matrix[i * rank + i] += strength;
        }
        for (int n = 0; n < items.length; n++) {
            addOuter(matrix, factors, items[n], rank, weights[n]);
            for (int i = 0; i < rank; i++) {
                expected[i] += (double) weights[n] * factors[items[n] * rank + i];
            }
        }
        for (int i = 0; i < rank; i++) {
            double left = 0;
            for (int j = 0; j < rank; j++) {
                left += matrix[i * rank + j] * x[j];
            }
            assertThat(left).isCloseTo(expected[i], within(1e-9 * (1 + Math.abs(expected[i]))));
        }
    }

    @Test
    void shouldSayWhatIsWrong_whenTheMatrixIsNotPositiveDefinite() {
        assertThatThrownBy(() -> new Cholesky(new double[][] {{1, 2}, {2, 1}}).factorize())
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("not positive definite at row 1 of 2");
        assertThatThrownBy(() -> new Cholesky(new double[][] {{Double.NaN, 0}, {0, 1}}).factorize())
                .isInstanceOf(ArithmeticException.class);
    }

    private static void addOuter(double[] matrix, float[] factors, int row, int rank, double weight) {
        for (int i = 0; i < rank; i++) {
            for (int j = 0; j < rank; j++) {
                matrix[i * rank + j] += weight * factors[row * rank + i] * factors[row * rank + j];
            }
        }
    }
}
