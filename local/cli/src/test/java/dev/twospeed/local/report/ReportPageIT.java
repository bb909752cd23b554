package dev.twospeed.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twospeed.local.browser.Browser;
import dev.twospeed.local.browser.Browser.View;
import dev.twospeed.local.browser.PageCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The report as people see it, in order and broken on purpose. */
class ReportPageIT {
    private static Browser browser;

    @TempDir
    Path folder;

    private Path file;

    @BeforeAll
    static void open() throws Exception {
        browser = Browser.open();
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    @BeforeEach
    void write() throws Exception {
        file = folder.resolve("report.html");
        HtmlReport.write(HtmlReportTest.report("1937 Lincoln Berline with a name that is longer than a phone"), file);
    }

    @Test
    void shouldBeInOrder_whenShownOnAnyWindowLightOrDark() throws Exception {
        var check = new PageCheck(browser, Path.of("target/pages"));

        assertThat(check.faults("report", file.toUri())).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            console: .*absent                 | at("title").textContent = | absent.textContent =
            empty chart: no data in #latency  | data: latency.counts,     | data: [],
            empty chart: nothing .* #map      | new Chart(at("map"),      | void new Object(at("map"),
            overflow: .* in 375 px: .*        | .plots { display: grid;   | .plots { display: grid; width: 900px;
            accessibility: color-contrast.*   | --soft: #57606a           | --soft: #c0c4c8
            """)
    void shouldBeFound_whenItIsBroken(String fault, String sound, String broken) throws Exception {
        var html = Files.readString(file);
        assertThat(html).contains(sound);
        Files.writeString(file, html.replace(sound, broken));

        var faults = new PageCheck(browser, folder)
                .faults("broken", file.toUri(), "return true", List.of(new View(375, false)));

        assertThat(faults).anySatisfy(found -> assertThat(found).matches("(?s)375-light: " + fault + ".*"));
    }
}
