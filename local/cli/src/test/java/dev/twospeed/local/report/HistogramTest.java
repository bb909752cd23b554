package dev.twospeed.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HistogramTest {
    @Test
    void shouldCountEachTimeOnce_whenTheySpread() {
        var histogram = Histogram.of(new long[] {1000, 1049, 1050, 1999, 2400});

        // 1400 ms in bins of 50 ms
        assertThat(histogram.from()).isEqualTo(1000);
        assertThat(histogram.width()).isEqualTo(50);
        assertThat(histogram.counts()).hasSize(29).startsWith(2, 1).endsWith(1);
        assertThat(histogram.counts().get(19)).isEqualTo(1);
    }

    @Test
    void shouldRankTheTimes_whenTheyComeInAnyOrder() {
        var histogram = Histogram.of(
                LongStream.iterate(100, time -> time - 1).limit(100).toArray());

        assertThat(histogram.median()).isEqualTo(50);
        assertThat(histogram.p95()).isEqualTo(95);
        assertThat(histogram.most()).isEqualTo(100);
        assertThat(histogram.counts().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(100);
    }

    @Test
    void shouldHaveOneBin_whenAllTimesAreTheSame() {
        assertThat(Histogram.of(new long[] {7, 7}).counts()).containsExactly(2);
        assertThat(Histogram.of(new long[] {}).counts()).isEmpty();
    }
}
