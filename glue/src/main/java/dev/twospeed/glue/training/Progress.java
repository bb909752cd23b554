package dev.twospeed.glue.training;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says how far a training is: fits done of those that there will be at most, what one takes, what is left. */
final class Progress {
    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
    private static final double NANOS = 1e9;

    private final long start = System.nanoTime();
    private final int most;
    private int done;
    private long last = start;

    Progress(int most) {
        this.most = most;
    }

    /** Notes one more fit and what came of it. */
    void fitted(String outcome) {
        done++;
        long now = System.nanoTime();
        double took = (now - last) / NANOS;
        double left = (now - start) / NANOS / done * (most - done);
        last = now;
        LOG.info(String.format(
                Locale.ROOT, "Fit %d of at most %d, %.1f s, at most %.0f s left: %s", done, most, took, left, outcome));
    }
}
