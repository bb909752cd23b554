package dev.twospeed.recommender.algebra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ImplicitLeastSquaresTest {
    @Property(tries = 100)
    void shouldSolveTheNormalEquation(
            @ForAll @IntRange(min = 1, max = 40) int rank,
            @ForAll @IntRange(max = 60) int observed,
            @ForAll @DoubleRange(min = 0, max = 5) double unobservedWeight,
            @ForAll @DoubleRange(min = 0.01, max = 10) double strength,
            @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int rows = 80;
        float[] factors = new float[rows * rank];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = (float) random.nextDouble(-1, 1);
        }
        double[] gram = new double[rank * rank];
        for (int row = 0; row < rows; row++) {
            addOuter(gram, factors, row, rank, 1);
        }
        int[] items = random.ints(0, rows).distinct().limit(observed).toArray();
        float[] weights = new float[items.length];
        double[] prior = new double[rank];
        double[] expected = new double[rank];
        double[] matrix = new double[rank * rank];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = unobservedWeight * gram[i];
        }
        for (int i = 0; i < rank; i++) {
            prior[i] = random.nextDouble(-1, 1);
            expected[i] = strength * prior[i];
            matrix[i * rank + i] += strength;
        }
        for (int n = 0; n < items.length; n++) {
            weights[n] = (float) random.nextDouble(0.1, 3);
            addOuter(matrix, factors, items[n], rank, weights[n]);
            for (int i = 0; i < rank; i++) {
                expected[i] += (double) weights[n] * factors[items[n] * rank + i];
            }
        }

        double[] x =
                new ImplicitLeastSquares(rank, gram, unobservedWeight).solve(factors, items, weights, strength, prior);

        for (int i = 0; i < rank; i++) {
            double left = 0;
            for (int j = 0; j < rank; j++) {
                left += matrix[i * rank + j] * x[j];
            }
            assertThat(left).isCloseTo(expected[i], within(1e-7 * (1 + Math.abs(expected[i]))));
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
