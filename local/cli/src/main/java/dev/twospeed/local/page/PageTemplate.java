package dev.twospeed.local.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** Makes pages of one file, which ask the network for nothing: style, script and chart library inside. */
public final class PageTemplate {
    private static final String CHART_JS = "/META-INF/resources/webjars/chart.js/%s/dist/chart.umd.js";
    private static final String CHART_JS_POM = "/META-INF/maven/org.webjars.npm/chart.js/pom.properties";

    private final Class<?> owner;

    /** Templates that lie beside a class. */
    public PageTemplate(Class<?> owner) {
        this.owner = owner;
    }

    /**
     * Fills a template's places for style and scripts.
     *
     * @param name the template
     * @param script the page's own script; it comes after the shared one and the chart library
     */
    public String fill(String name, String script) throws IOException {
        return text(name)
                .replace("/*{page.css}*/", read(PageTemplate.class, "page.css"))
                .replace("/*{page.js}*/", script(read(PageTemplate.class, "page.js") + script))
                .replace("/*{chart.js}*/", script(read(PageTemplate.class, CHART_JS.formatted(chartVersion()))));
    }

    /** The text of a resource beside the class. */
    public String text(String name) throws IOException {
        return read(owner, name);
    }

    /** A script as it may stand in a page: nothing inside ends the script element around it. */
    public static String script(String source) {
        return source.replace("</", "<\\/").replace("<!--", "<\\!--");
    }

    private static String chartVersion() throws IOException {
        var properties = new Properties();
        try (var in = open(PageTemplate.class, CHART_JS_POM)) {
            properties.load(in);
        }
        return properties.getProperty("version");
    }

    private static String read(Class<?> owner, String name) throws IOException {
        try (var in = open(owner, name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream open(Class<?> owner, String name) throws IOException {
        var in = owner.getResourceAsStream(name);
        if (in == null) {
            throw new IOException("The resource " + name + " is not on the classpath: build again with mvn package");
        }
        return in;
    }
}
