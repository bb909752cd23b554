package dev.twospeed.glue.training;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Who interacted with what, row by row: for each row the columns that are set, ascending. Rows are customers and columns
 * products, or the other way round. Four bytes an interaction, so the driver holds hundreds of millions.
 */
final class SparseRows implements Serializable {
    private static final long serialVersionUID = 1;

    private final int columns;
    private final int[] offsets;
    private final int[] indices;

    private SparseRows(int columns, int[] offsets, int[] indices) {
        this.columns = columns;
        this.offsets = offsets;
        this.indices = indices;
    }

    /** Rows of ascending, distinct column indices. */
    static SparseRows of(List<int[]> rows, int columns) {
        int[] offsets = new int[rows.size() + 1];
        for (int row = 0; row < rows.size(); row++) {
            offsets[row + 1] = Math.addExact(offsets[row], rows.get(row).length);
        }
        int[] indices = new int[offsets[rows.size()]];
        for (int row = 0; row < rows.size(); row++) {
            System.arraycopy(rows.get(row), 0, indices, offsets[row], rows.get(row).length);
        }
        return new SparseRows(columns, offsets, indices);
    }

    int rows() {
        return offsets.length - 1;
    }

    int columns() {
        return columns;
    }

    /** Number of interactions. */
    int entries() {
        return indices.length;
    }

    int count(int row) {
        return offsets[row + 1] - offsets[row];
    }

    /** Where a row's entries begin among all. */
    int start(int row) {
        return offsets[row];
    }

    int[] row(int row) {
        return Arrays.copyOfRange(indices, offsets[row], offsets[row + 1]);
    }

    /** A copy of some consecutive rows, as a row of its own each. */
    SparseRows slice(int from, int to) {
        int[] sliced = new int[to - from + 1];
        for (int row = from; row <= to; row++) {
            sliced[row - from] = offsets[row] - offsets[from];
        }
        return new SparseRows(columns, sliced, Arrays.copyOfRange(indices, offsets[from], offsets[to]));
    }

    /** The same interactions with rows and columns exchanged. */
    SparseRows transposed() {
        int[] starts = new int[columns + 1];
        for (int column : indices) {
            starts[column + 1]++;
        }
        for (int column = 0; column < columns; column++) {
            starts[column + 1] += starts[column];
        }
        int[] next = starts.clone();
        int[] transposed = new int[indices.length];
        for (int row = 0; row < rows(); row++) {
            for (int i = offsets[row]; i < offsets[row + 1]; i++) {
                transposed[next[indices[i]]++] = row;
            }
        }
        return new SparseRows(rows(), starts, transposed);
    }
}
