package dev.twospeed.local.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twospeed.local.page.PageTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a {@link Report} as one HTML file that needs no network: data, style, script and chart library inside. */
public final class HtmlReport {
    private HtmlReport() {}

    /** Writes the report to a file, whole or not at all. */
    public static void write(Report report, Path file) throws IOException {
        var page = new PageTemplate(HtmlReport.class);
        var html = page.fill("report.html", page.text("report.js") + page.text("deployment.js"))
                .replace("/*{report}*/null", PageTemplate.script(new ObjectMapper().writeValueAsString(report)));
        var target = file.toAbsolutePath();
        var temporary = Files.createTempFile(target.getParent(), ".report", ".tmp");
        try {
            Files.writeString(temporary, html);
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
