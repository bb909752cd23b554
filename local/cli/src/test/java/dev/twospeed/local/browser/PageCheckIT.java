package dev.twospeed.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twospeed.local.browser.Browser.View;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages that are broken in one way each. */
class PageCheckIT {
    private static final String DRAWN = "<canvas id=plot></canvas><script>"
            + "document.getElementById('plot').getContext('2d').fillRect(0, 0, 9, 9)</script>";

    private static Browser browser;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() throws Exception {
        browser = Browser.open();
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    @Test
    void shouldFindNothing_whenAPageIsInOrder() throws Exception {
        var page = page(DRAWN + "<svg role=img aria-label=Line><line x2=9 y2=9 stroke=black /></svg>");

        assertThat(faults(page, PageCheck.VIEWS)).isEmpty();
        assertThat(folder.resolve("page-375-dark.png")).isNotEmptyFile();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            console: .*ReferenceError.*absent    | <script>absent()</script>
            console: .*promised                  | <script>Promise.reject(new Error("promised"))</script>
            console: .*it went wrong             | <script>console.error("it went wrong")</script>
            request: http://127.0.0.1:9/a.png    | <img alt="" src="http://127.0.0.1:9/a.png">
            request: file:///absent.css          | <link rel=stylesheet href="file:///absent.css">
            empty chart: nothing .* #none        | <canvas id=none></canvas>
            empty chart: no shapes .* #bare      | <svg id=bare role=img aria-label=Nothing></svg>
            overflow: 808 px wide in 375 px: div | <div style="width:800px">x</div>
            accessibility: color-contrast: .*    | <p style="color:#999;background:#fff">pale</p>
            accessibility: image-alt: .*         | <img src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=">
            accessibility: label: .*             | <input id=nameless>
            """)
    void shouldFindTheFault_whenAPageHasOne(String fault, String body) throws Exception {
        assertThat(faults(page(body), List.of(new View(375, false))))
                .anySatisfy(found -> assertThat(found).matches("(?s)375-light: " + fault + ".*"));
    }

    @Test
    void shouldFindAChart_whenItHasNoData() throws Exception {
        var page = page(DRAWN + "<script>window.Chart = {getChart: () => ({data: {datasets: [{data: []}]}})}</script>");

        assertThat(faults(page, List.of(new View(768, false))))
                .containsExactly("768-light: empty chart: no data in #plot");
    }

    @Test
    void shouldFindTheViewAlone_whenOnlyDarkOrNarrowIsBroken() throws Exception {
        var page = page(
                "<style>p { color: #111 } @media (prefers-color-scheme: dark) { body { background: #222 } h1 { color: #fff } } @media (max-width: 400px) { p { width: 500px } }</style><p>text</p>");

        var faults = faults(page, PageCheck.VIEWS);

        assertThat(faults)
                .filteredOn(f -> f.contains("overflow"))
                .extracting(PageCheckIT::view)
                .containsExactly("375-light", "375-dark");
        assertThat(faults)
                .filteredOn(f -> f.contains("color-contrast"))
                .extracting(PageCheckIT::view)
                .containsExactly("375-dark", "768-dark", "1280-dark");
    }

    private static String view(String fault) {
        return fault.substring(0, fault.indexOf(':'));
    }

    private List<String> faults(URI page, List<View> views) throws Exception {
        return new PageCheck(browser, folder).faults("page", page, "return true", views);
    }

    private URI page(String body) throws Exception {
        var html = "<!doctype html><html lang=en><head><meta charset=utf-8><title>page</title>"
                + "<meta name=viewport content='width=device-width'><style>:root { color-scheme: light dark }</style>"
                + "</head><body><main><h1>Page</h1>" + body + "</main></body></html>";
        return Files.writeString(folder.resolve("page.html"), html).toUri();
    }
}
