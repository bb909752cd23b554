package dev.twospeed.local.browser;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium that shows one page at a time. */
public final class Browser implements AutoCloseable {
    private static final int HEIGHT = 900;

    /** It warns that it has no typed commands for this version of Chromium; none are used. */
    private static final Logger DEVTOOLS = Logger.getLogger("org.openqa.selenium.devtools");

    static {
        DEVTOOLS.setLevel(Level.SEVERE);
    }

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** What a page looks like: {@code width} in CSS pixels and whether the person prefers dark pages. */
    public record View(int width, boolean dark) {
        @Override
        public String toString() {
            return width + (dark ? "-dark" : "-light");
        }
    }

    /**
     * Starts one.
     *
     * @throws IllegalStateException with what to install where there is none
     */
    public static Browser open() throws IOException, InterruptedException {
        var chromium = Chromium.find();
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        var options = new ChromeOptions();
        options.setBinary(chromium.browser().toFile());
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        options.addArguments("--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars");
        if (Chromium.isRoot()) {
            options.addArguments("--no-sandbox");
        }
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromium.driver().toFile())
                .usingAnyFreePort()
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    /** Shows a page anew and forgets what the one before logged. */
    public void show(URI page, View view) {
        driver.get("about:blank");
        console();
        driver.manage().logs().get(LogType.PERFORMANCE);
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", view.width(), "height", HEIGHT, "deviceScaleFactor", 1, "mobile", false));
        var scheme = Map.of("name", "prefers-color-scheme", "value", view.dark() ? "dark" : "light");
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme)));
        driver.get(page.toString());
    }

    /** What a script returns; objects are maps, arrays are lists. */
    public Object ask(String script) {
        return driver.executeScript(script);
    }

    /** What a script hands to the function that is its last argument. */
    public Object await(String script) {
        return driver.executeAsyncScript(script);
    }

    /** What the page's console holds that was not read yet. */
    List<LogEntry> console() {
        return driver.manage().logs().get(LogType.BROWSER).getAll();
    }

    /** What Chromium's tools say of the network since the page was shown, as JSON texts. */
    List<String> network() {
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> message.contains("\"Network."))
                .toList();
    }

    /** Writes the whole page as a picture, however long it is. */
    void picture(Path file) throws IOException {
        var size = (Map<?, ?>)
                driver.executeCdpCommand("Page.getLayoutMetrics", Map.of()).get("cssContentSize");
        var clip = Map.of("x", 0, "y", 0, "width", size.get("width"), "height", size.get("height"), "scale", 1);
        var answer = driver.executeCdpCommand(
                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true, "clip", clip));
        Files.write(file, Base64.getDecoder().decode((String) answer.get("data")));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
