package dev.twospeed.recommender.model;

import java.io.Serializable;

/**
 * A dense matrix of float32, row by row. Holds the array it is given: nobody may change it afterwards.
 *
 * @param rows number of rows
 * @param columns number of columns
 * @param values row-major, rows × columns
 */
@SuppressWarnings("ArrayRecordComponent")
public record FloatMatrix(int rows, int columns, float[] values) implements Serializable {
    public FloatMatrix {
        if ((long) rows * columns != values.length) {
            throw new IllegalArgumentException(
                    "a matrix of " + rows + " × " + columns + " was given " + values.length + " values");
        }
    }

    /** A copy of one row. */
    public float[] row(int row) {
        float[] copy = new float[columns];
        System.arraycopy(values, row * columns, copy, 0, columns);
        return copy;
    }

    /** Inner product of one row with a vector. */
    public double dot(int row, double[] vector) {
        int start = row * columns;
        int whole = columns - columns % 4;
        // Four sums that do not wait for each other.
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        for (int i = 0; i < whole; i += 4) {
            a += values[start + i] * vector[i];
            b += values[start + i + 1] * vector[i + 1];
            c += values[start + i + 2] * vector[i + 2];
            d += values[start + i + 3] * vector[i + 3];
        }
        for (int i = whole; i < columns; i++) {
            a += values[start + i] * vector[i];
        }
        return a + b + (c + d);
    }

    /** The Gram matrix: sum over rows of the outer product of the row with itself; columns × columns. */
    public double[] gram() {
        double[] gram = new double[columns * columns];
        for (int r = 0; r < rows; r++) {
            int start = r * columns;
            for (int i = 0; i < columns; i++) {
                double left = values[start + i];
                for (int j = 0; j <= i; j++) {
                    gram[i * columns + j] += left * values[start + j];
                }
            }
        }
        mirror(gram);
        return gram;
    }

    /** The covariance of the columns over the rows: columns × columns. */
    public double[] covariance() {
        double[] mean = new double[columns];
        for (int i = 0; i < values.length; i++) {
            mean[i % columns] += values[i] / (double) rows;
        }
        double[] covariance = gram();
        for (int i = 0; i < columns; i++) {
            for (int j = 0; j < columns; j++) {
                covariance[i * columns + j] = covariance[i * columns + j] / rows - mean[i] * mean[j];
            }
        }
        return covariance;
    }

    private void mirror(double[] square) {
        for (int i = 0; i < columns; i++) {
            for (int j = 0; j < i; j++) {
                square[j * columns + i] = square[i * columns + j];
            }
        }
    }
}
