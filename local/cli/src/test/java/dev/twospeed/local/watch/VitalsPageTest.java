package dev.twospeed.local.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twospeed.local.watch.Vitals.Alarms;
import dev.twospeed.local.watch.Vitals.Calls;
import dev.twospeed.local.watch.Vitals.Lag;
import dev.twospeed.local.watch.Vitals.Model;
import dev.twospeed.local.watch.Vitals.Series;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VitalsPageTest {
    private static final Series NOTHING = Series.of(Arrays.asList(null, null, null));

    @Test
    void shouldShowWhatWasMeasured_byTheMinute() {
        var page = page(
                vitals(new Model("20261128T100000Z-aaaaaaaa", null), Series.of(Arrays.asList(1000.0, null, 0.0)), 0));

        assertThat(page)
                .contains("twospeed dev, us-east-1, 2026-11-28T10:00:00Z")
                .contains("model     20261128T100000Z-aaaaaaaa")
                .containsPattern("in +1,000 +0  █ ▁")
                .containsPattern("session +- +-\n")
                .containsPattern("transform +1,000 +-  12 ms")
                .contains("reading the stream 250 ms, delivery to S3 -")
                .contains("0 in alarm, 3 ok, 0 without data")
                .doesNotContain("<");
        assertThat(page.lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void shouldStandOut_whenSomethingIsWrong() {
        var page = page(vitals(new Model(null, "There is no model yet"), Series.of(List.of(2.0, 3.0)), 4));

        assertThat(page)
                .contains("<none: There is no model yet>")
                .containsPattern("failed +< +5>")
                .containsPattern("in +5 ")
                .containsPattern("transform +5 < +4>")
                .contains("  <twospeed-dev-us-east-1-transform-failed>: 5 records of 5");
    }

    private static String page(Vitals vitals) {
        return VitalsPage.of(vitals, text -> "<" + text + ">");
    }

    private static Vitals vitals(Model model, Series records, double errors) {
        return new Vitals(
                "dev",
                "us-east-1",
                "2026-11-28T10:00:00Z",
                3,
                Map.of("in", records, "failed", errors > 0 ? records : NOTHING),
                Map.of("session", NOTHING),
                Map.of("transform", new Calls(records, errors > 0 ? Series.of(List.of(errors)) : NOTHING, 12.0)),
                new Lag(250.0, null),
                model,
                errors > 0
                        ? new Alarms(
                                Map.of("ALARM", 1), Map.of("twospeed-dev-us-east-1-transform-failed", "5 records of 5"))
                        : new Alarms(Map.of("OK", 3), Map.of()));
    }
}
