package dev.twospeed.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TrainingLogTest {
    private static final String FIT = "07:31:01 Fit 2 of at most 20, 0.5 s, at most 8 s left: rank 8";
    private static final String FAILURE = "twospeed: orders.csv does not exist";

    private final StringWriter seen = new StringWriter();
    private final StringWriter failures = new StringWriter();
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void shouldDrawFits_onATerminal() {
        train(new PrintWriter(seen), true);

        assertThat(seen.toString())
                .contains("[##                      ] 2 of 20 fits, 2.0 s each, 36 s left")
                .doesNotContain("rank 8");
        assertThat(failures.toString().strip()).isEqualTo(FAILURE);
    }

    @Test
    void shouldShowTheLogAsItIs_whereThereIsNoTerminal() {
        train(new PrintWriter(seen), false);

        assertThat(seen.toString().lines()).containsExactly("07:31:00 Training on 60 customers", FIT);
        assertThat(failures.toString().strip()).isEqualTo(FAILURE);
    }

    @Test
    void shouldShowFailuresOnly_whenTheUserWantsNoProgress() {
        train(new PrintWriter(Writer.nullWriter()), false);

        assertThat(failures.toString().strip()).isEqualTo(FAILURE);
    }

    private void train(PrintWriter out, boolean terminal) {
        try (var progress = Progress.of(out, terminal, "fits", nanos::get)) {
            var log = new TrainingLog(progress, new PrintWriter(failures, true));
            nanos.addAndGet(9_000_000_000L);
            log.accept("07:31:00 Training on 60 customers");
            nanos.addAndGet(4_000_000_000L);
            log.accept(FIT);
            log.accept(FAILURE);
        }
    }
}
