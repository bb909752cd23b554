package dev.twospeed.local.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;

/** Writes a {@link Report} as one HTML file that needs no network: data, style, script and chart library inside. */
public final class HtmlReport {
    private static final String CHART_JS = "/META-INF/resources/webjars/chart.js/%s/dist/chart.umd.js";
    private static final String CHART_JS_POM = "/META-INF/maven/org.webjars.npm/chart.js/pom.properties";

    private HtmlReport() {}

    /** Writes the report to a file, whole or not at all. */
    public static void write(Report report, Path file) throws IOException {
        var html = text("report.html")
                .replace("/*{report.css}*/", text("report.css"))
                .replace("/*{report.js}*/", script(text("report.js") + text("deployment.js")))
                .replace("/*{chart.js}*/", script(text(CHART_JS.formatted(chartVersion()))))
                .replace("/*{report}*/null", script(new ObjectMapper().writeValueAsString(report)));
        var target = file.toAbsolutePath();
        var temporary = Files.createTempFile(target.getParent(), ".report", ".tmp");
        try {
            Files.writeString(temporary, html);
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Nothing inside may end the script element it stands in. */
    private static String script(String source) {
        return source.replace("</", "<\\/").replace("<!--", "<\\!--");
    }

    private static String chartVersion() throws IOException {
        var properties = new Properties();
        try (var in = resource(CHART_JS_POM)) {
            properties.load(in);
        }
        return properties.getProperty("version");
    }

    private static String text(String resource) throws IOException {
        try (var in = resource(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream resource(String name) throws IOException {
        var in = HtmlReport.class.getResourceAsStream(name);
        if (in == null) {
            throw new IOException("The resource " + name + " is not on the classpath: build again with mvn package");
        }
        return in;
    }
}
