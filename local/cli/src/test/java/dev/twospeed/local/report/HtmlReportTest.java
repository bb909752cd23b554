package dev.twospeed.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twospeed.recommender.evaluate.Interval;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
        assertThat(html).contains("new Chart(", "Chart.js v").doesNotContain("/*{");
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
                List.of(
                        new Report.Step("up foundation", 0, 4.2, "58 resources"),
                        new Report.Step("Glue ETL", 4.2, 13.3, "ok")),
                List.of(
                        new Report.Rows(
                                "read orders.csv: rows",
                                1000,
                                990,
                                List.of(new Report.LeftOut("no customer", 10, "lines 3, 17 and others"))),
                        new Report.Rows("stream: events", 2000, 2000, List.of())),
                List.of(
                        new Report.Curve("model", means(.05, .1, .15), means(.2, .25, .3)),
                        new Report.Curve("popularity", means(.02, .05, .08), means(.1, .12, .14))),
                List.of(new Report.Reach("model", .7, .3), new Report.Reach("popularity", .1, 1)),
                Histogram.of(new long[] {1200, 1210, 1350, 2400}),
                List.of(new Report.Point(1, 2, "Ships", productName), new Report.Point(-1, .5, "Trains", "Engine")),
                List.of(new Report.Session(
                        List.of("Engine"), List.of(new Report.Recommended(productName, 1.5, true, "Engine")))),
                deployment());
    }

    private static List<Interval> means(double... means) {
        return Arrays.stream(means)
                .mapToObj(mean -> new Interval(mean, mean - .01, mean + .01))
                .toList();
    }

    private static Deployment deployment() {
        return new Deployment(
                List.of(
                        new Deployment.Deployed(
                                "foundation", Map.of("ec2", 21, "s3", 9), Map.of("vpcId", "vpc-0123456789abcdef0")),
                        new Deployment.Deployed("etl", Map.of("glue", 7), Map.of("etlJobName", "shop-etl")),
                        new Deployment.Deployed("vector-db", Map.of("rds", 3), Map.of("port", "5432")),
                        new Deployment.Deployed("streaming-inference", Map.of("lambda", 6), Map.of())),
                List.of(
                        new Deployment.Link("foundation", "etl", List.of("vpcId")),
                        new Deployment.Link("foundation", "vector-db", List.of("vpcId")),
                        new Deployment.Link("foundation", "streaming-inference", List.of("vpcId")),
                        new Deployment.Link("vector-db", "streaming-inference", List.of("port"))),
                List.of(new Deployment.Check(
                        "foundation",
                        30,
                        12,
                        40,
                        1,
                        0,
                        0,
                        List.of(new Deployment.Finding(
                                "broken", "high", "s3-bucket-encrypt", "lake", "the bucket is not encrypted")))),
                new Deployment.Cost(
                        "2026-11",
                        "us-east-1",
                        "events of 600 bytes",
                        List.of(new Deployment.Amount("vector-db", "database: hours of an instance", 23.36)),
                        List.of(new Deployment.Amount("streaming-inference", "stream: PUT units", .014)),
                        List.of(new Deployment.Amount("etl", "etl: DPU hours", .07)),
                        List.of("foundation, nat: no price"),
                        List.of("data transfer")));
    }
}
