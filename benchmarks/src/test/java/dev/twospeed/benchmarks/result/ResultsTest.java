package dev.twospeed.benchmarks.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
    private static final Machine MACHINE = new Machine("A processor", 2, 23.5, "Linux amd64", "A JVM 17", 0.5, true);

    @TempDir
    Path folder;

    @Test
    void shouldTakeTheMedianOfRatios_notTheRatioOfMedians() {
        Rounds rounds = new Rounds();
        rounds.add(10, 20);
        rounds.add(90, 100);
        rounds.add(30, 200);

        Figure figure = rounds.figure("s", "n", Map.of(), "1/s", "bound");

        assertThat(figure.value()).isEqualTo(30);
        assertThat(figure.least()).isEqualTo(10);
        assertThat(figure.most()).isEqualTo(90);
        assertThat(figure.roofline()).isEqualTo(new Figure.Roofline("bound", 100, 0.5));
    }

    @Test
    void shouldReadWhatItWrote() throws IOException {
        Results results = results();
        results.write(folder.resolve("results.json"));

        assertThat(Results.read(folder.resolve("results.json"))).isEqualTo(results);
    }

    @Test
    void shouldReplaceTheTablesOfTheLastTime_andNothingElse() throws IOException {
        Path document = Files.writeString(folder.resolve("doc.md"), """
                before
                <!-- figures: written by ./twospeed bench --docs -->
                old
                <!-- end of figures -->
                after
                """);

        Tables.write(results(), document);
        Tables.write(results(), document);

        assertThat(Files.readString(document))
                .startsWith("before\n")
                .endsWith("<!-- end of figures -->\nafter\n")
                .doesNotContain("old")
                .containsOnlyOnce("2 × A processor, 23.5 GiB")
                .containsOnlyOnce(
                        "| records | sql | 300 | 12,346 | 1.23 to 20,000 | 1/s | 3 | SQL alone: 15,000 | 0.82 |");
    }

    @Test
    void shouldSayWhatToAdd_whenADocumentHasNoPlaceForTables() throws IOException {
        Path document = Files.writeString(folder.resolve("doc.md"), "nothing");

        assertThatThrownBy(() -> Tables.write(results(), document))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has no lines '<!-- figures");
    }

    @Test
    void shouldDrawALine_whenAFigureWasMeasuredAtTwoSizes() throws IOException {
        Plots.write(results(), folder);

        assertThat(folder.resolve("transform.svg")).content().contains("<svg").contains("<ellipse");
        assertThat(folder.resolve("recall.svg")).doesNotExist();
    }

    private static Results results() {
        return new Results("2026-11-28T00:00:00Z", true, MACHINE, List.of(figure(300), figure(3_000)));
    }

    private static Figure figure(int items) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("through", "sql");
        parameters.put("items", items);
        return new Figure(
                "transform",
                "records",
                parameters,
                "1/s",
                12_345.6,
                1.2345,
                20_000,
                3,
                new Figure.Roofline("SQL alone", 15_000, 0.82));
    }
}
