package dev.twospeed.benchmarks.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twospeed.benchmarks.result.Figure;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.TimeValue;

/** Whether the benchmarks measure anything; how fast things are is not tested. */
class MicroSuiteTest {
    @Test
    void shouldReportEachBenchmarkBesideItsBound_whenRunOnceInThisProcess() throws RunnerException {
        List<Figure> figures = new ArrayList<>();

        MicroSuite.report(
                new Runner(MicroSuite.once(TimeValue.milliseconds(5))
                                .param("rank", "32", "128")
                                .param("items", "1000")
                                .build())
                        .run(),
                "any",
                figures::add);

        assertThat(figures)
                .extracting(Figure::name)
                .containsExactlyInAnyOrder(
                        "encode", "foldIn", "foldIn", "multiplyAdd", "parse", "rank", "rank", "triad");
        assertThat(figures).allSatisfy(figure -> {
            assertThat(figure.unit()).isEqualTo("µs");
            assertThat(figure.value()).isPositive().isFinite();
            assertThat(figure.roofline() == null)
                    .isEqualTo(List.of("multiplyAdd", "triad").contains(figure.name()));
        });
        // The work counted grows as the square of the rank, less what the history adds.
        assertThat(bound(figures, 128) / bound(figures, 32)).isBetween(8.0, 16.0);
    }

    private static double bound(List<Figure> figures, int rank) {
        return figures.stream()
                .filter(figure -> figure.name().equals("foldIn")
                        && figure.parameters().get("rank").equals(rank))
                .mapToDouble(figure -> figure.roofline().value())
                .findFirst()
                .orElseThrow();
    }
}
