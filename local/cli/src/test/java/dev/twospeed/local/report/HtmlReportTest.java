package dev.twospeed.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
    @TempDir
    Path folder;

    @Test
    void shouldNeedNoNetwork_whenWritten() throws Exception {
        var file = folder.resolve("report.html");

        HtmlReport.write(report("plain"), file);

        var html = Files.readString(file);
        assertThat(html).contains("new Chart(", "Chart.js v").doesNotContain("/*{chart.js}*/", "/*{report}*/");
        assertThat(html).doesNotContainPattern("<(script|link|img)[^>]+(src|href)=");
    }

    @Test
    void shouldNotEndItsScript_whenANameLooksLikeMarkup() throws Exception {
        var file = folder.resolve("report.html");

        HtmlReport.write(report("</script><script>alert(1)</script>"), file);

        var html = Files.readString(file);
        assertThat(html.split("</script>", -1)).hasSize(3);
        assertThat(html).contains("<\\/script><script>alert(1)<\\/script>");
    }

    @Test
    void shouldReplaceTheOldReport_whenWrittenAgain() throws Exception {
        var file = folder.resolve("report.html");
        Files.writeString(file, "old");

        HtmlReport.write(report("new"), file);

        assertThat(Files.readString(file)).startsWith("<!doctype html>");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    static Report report(String productName) {
        var facts = new TreeMap<>(Map.of("sessions sent", "2000", "records answered", "2000", "recall@10", "0.31"));
        return new Report(
                "twospeed demo",
                facts,
                List.of(new Report.Step("up foundation", 4.2, "58 resources"), new Report.Step("Glue ETL", 9.1, "ok")),
                List.of(
                        new Report.Curve("model", List.of(.05, .1, .15), List.of(.2, .25, .3)),
                        new Report.Curve("popularity", List.of(.02, .05, .08), List.of(.1, .12, .14))),
                List.of(new Report.Reach("model", .7, .3), new Report.Reach("popularity", .1, 1)),
                List.of(new Report.Point(1, 2, "Ships", productName), new Report.Point(-1, .5, "Trains", "Engine")),
                List.of(new Report.Session(
                        List.of("Engine"), List.of(new Report.Recommended(productName, 1.5, true, "Engine")))),
                Map.of("foundation", Map.of("vpcId", "vpc-0123456789abcdef0")));
    }
}
