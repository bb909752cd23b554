package dev.twospeed.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twospeed.local.browser.Browser;
import dev.twospeed.local.browser.PageCheck;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report as people see it. */
class ReportPageIT {
    @TempDir
    Path folder;

    @Test
    void shouldBeInOrder_whenShownOnAnyWindowLightOrDark() throws Exception {
        var file = folder.resolve("report.html");
        HtmlReport.write(HtmlReportTest.report("1937 Lincoln Berline with a name that is longer than a phone"), file);

        try (var browser = Browser.open()) {
            var check = new PageCheck(browser, Path.of("target/pages"));

            assertThat(check.faults("report", file.toUri())).isEmpty();
        }
    }
}
