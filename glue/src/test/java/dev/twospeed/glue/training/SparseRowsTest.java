package dev.twospeed.glue.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SparseRowsTest {
    private static final SparseRows ROWS =
            SparseRows.of(List.of(new int[] {0, 2}, new int[] {}, new int[] {1, 2, 3}), 5);

    @Test
    void shouldExchangeRowsAndColumns() {
        SparseRows transposed = ROWS.transposed();

        assertThat(transposed.rows()).isEqualTo(5);
        assertThat(transposed.columns()).isEqualTo(3);
        assertThat(transposed.row(2)).containsExactly(0, 2);
        assertThat(transposed.row(4)).isEmpty();
        assertThat(transposed.transposed().row(2)).containsExactly(1, 2, 3);
    }

    @Test
    void shouldCopyConsecutiveRows() {
        SparseRows slice = ROWS.slice(1, 3);

        assertThat(slice.rows()).isEqualTo(2);
        assertThat(slice.row(0)).isEmpty();
        assertThat(slice.row(1)).containsExactly(1, 2, 3);
        assertThat(slice.entries()).isEqualTo(3);
    }
}
