package dev.twospeed.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twospeed.local.browser.Browser;
import dev.twospeed.local.browser.Browser.View;
import dev.twospeed.local.browser.PageCheck;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The console as people see it. */
class ConsolePageIT {
    private static final String LOOKED = "return document.body.dataset.looked === 'yes'";

    private static Browser browser;

    @BeforeAll
    static void open() throws Exception {
        browser = Browser.open();
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    @Test
    void shouldBeInOrder_whenShownOnAnyWindowLightOrDark() throws Exception {
        try (var console = ConsoleServer.start(new StillSystem(), 0, 3600)) {
            var faults = new PageCheck(browser, Path.of("target/pages"))
                    .faults("console", console.address(), LOOKED, PageCheck.VIEWS);

            assertThat(faults).isEmpty();
        }
    }

    @Test
    void shouldShowRecommendationsAndTheirPath_whenASessionIsPicked() throws Exception {
        try (var console = ConsoleServer.start(new StillSystem(), 0, 3600)) {
            browser.show(console.address(), new View(375, true));

            var answer = browser.await("""
                    const done = arguments[arguments.length - 1];
                    const look = () => document.getElementById("answer").textContent.includes("Recommended")
                        ? done(document.getElementById("answer").textContent + document.getElementById("session").textContent)
                        : requestAnimationFrame(look);
                    for (const product of ["P1", "P2"]) {
                      document.getElementById("product").value = product;
                      document.getElementById("add").click();
                    }
                    document.getElementById("k").value = "2";
                    document.getElementById("question").requestSubmit();
                    look();
                    """);

            assertThat(String.valueOf(answer))
                    .contains("by session with model " + StillSystem.MODEL)
                    .contains("P2-next (0.500)")
                    .contains("P1 ×P2 ×");
        }
    }

    @Test
    void shouldFailTheCheck_whenNothingCanBeSeen() throws Exception {
        try (var console = ConsoleServer.start(new StillSystem("no credentials"), 0, 3600)) {
            var faults = new PageCheck(browser, Path.of("target/pages"))
                    .faults("console-blind", console.address(), LOOKED, List.of(new View(375, false)));

            assertThat(faults).anySatisfy(fault -> assertThat(fault).contains("empty chart"));
        }
    }
}
