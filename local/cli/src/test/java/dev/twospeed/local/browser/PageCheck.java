package dev.twospeed.local.browser;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twospeed.local.browser.Browser.View;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.stream.Stream;

/**
 * Looks for what is wrong with a page as people meet it: on a phone, a tablet and a desk, light and dark.
 *
 * <p>Faults are errors of scripts and in the console, requests to anywhere but the page's own file or origin, charts that
 * show nothing, a page wider than its window, and what axe-core finds by WCAG 2.1 A and AA, contrast among it. A chart is a
 * canvas, or an svg with the role of an image.
 */
public final class PageCheck {
    /** How pages are shown. */
    public static final List<View> VIEWS = Stream.of(375, 768, 1280)
            .flatMap(width -> Stream.of(new View(width, false), new View(width, true)))
            .toList();

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Browser browser;
    private final Path pictures;

    /**
     * Checks in a browser.
     *
     * @param pictures the folder for a picture of each view
     */
    public PageCheck(Browser browser, Path pictures) {
        this.browser = browser;
        this.pictures = pictures;
    }

    /** The faults of a page in all views, each a line that begins with the view. */
    public List<String> faults(String name, URI page) throws IOException {
        return faults(name, page, "return true", VIEWS);
    }

    /**
     * The faults of a page in some views.
     *
     * @param ready a script that returns whether the page has got what it shows
     */
    public List<String> faults(String name, URI page, String ready, List<View> views) throws IOException {
        Files.createDirectories(pictures);
        var faults = new ArrayList<String>();
        for (var view : views) {
            browser.show(page, view);
            browser.await(settled(ready));
            var found = new ArrayList<String>();
            found.addAll(strings(browser.ask(resource("layout.js"))));
            browser.picture(pictures.resolve(name + "-" + view + ".png"));
            // What follows is the check's own script: it must not be blamed on the page.
            console(found);
            network(page, found);
            browser.ask(resource("/axe.min.js"));
            found.addAll(strings(browser.await(resource("accessibility.js"))));
            found.forEach(fault -> faults.add(view + ": " + fault));
        }
        return faults;
    }

    /** Two frames after the page is ready, charts are drawn. */
    private static String settled(String ready) {
        return """
               const done = arguments[arguments.length - 1];
               const ready = () => { %s };
               const look = () => ready() ? requestAnimationFrame(() => requestAnimationFrame(() => done(true))) : requestAnimationFrame(look);
               look();
               """.formatted(ready);
    }

    private void console(List<String> faults) {
        browser.console().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .forEach(entry -> faults.add("console: " + entry.getMessage()));
    }

    private void network(URI page, List<String> faults) {
        for (var message : browser.network()) {
            try {
                var event = JSON.readTree(message).path("message");
                var address = event.at("/params/request/url").asText();
                if (event.path("method").asText().equals("Network.requestWillBeSent") && !own(page, address)) {
                    faults.add("request: " + address);
                }
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException("Chromium's tools answered something that is not JSON: " + message, e);
            }
        }
    }

    private static boolean own(URI page, String address) {
        if (address.startsWith("data:") || address.startsWith("blob:") || address.equals("about:blank")) {
            return true;
        }
        var asked = URI.create(address);
        return "file".equals(page.getScheme())
                ? "file".equals(asked.getScheme()) && page.getPath().equals(asked.getPath())
                : page.getScheme().equals(asked.getScheme())
                        && page.getAuthority().equals(asked.getAuthority());
    }

    private static List<String> strings(Object answer) {
        return ((List<?>) answer).stream().map(String::valueOf).toList();
    }

    private static String resource(String name) throws IOException {
        try (var in = PageCheck.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("The resource " + name + " is not on the tests' classpath");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
