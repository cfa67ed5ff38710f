package serai.testkit.browser;

import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import serai.testkit.PrivateFolder;
import serai.testkit.Skipped;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.logging.Level;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Debian's Chromium, which shows a page of a running Serai as a person would see it. Its start takes seconds, so a browser that is
 * closed forgets all and is used again; it ends with the process.
 */
public final class Browser implements AutoCloseable {

    /** A desk, a tablet, a telephone. */
    public enum Size {
        DESK(1280, 800),
        TABLET(768, 1024),
        TELEPHONE(360, 780),
        /** A picture in a document. */
        DOCUMENT(1280, 620);

        private final Dimension dimension;

        Size(int width, int height) {
            dimension = new Dimension(width, height);
        }
    }

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Path DOCUMENTS = Path.of("docs/images");
    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    private static final Deque<ChromeDriver> IDLE = new ConcurrentLinkedDeque<>();

    private static final int TABS_MAX = 60;

    private final ChromeDriver driver;
    private final String address;

    private Browser(ChromeDriver driver, String address) {
        this.driver = driver;
        this.address = address;
    }

    /** @param address where the pages are, without a slash at the end */
    public static Browser at(String address) {
        Skipped.unless(Files.exists(CHROMIUM) && Files.exists(DRIVER),
                "NOT TRIED IN A BROWSER: the operations page; there is no chromium with chromium-driver here (apt-get install both)");
        ChromeDriver idle = IDLE.poll();
        return new Browser(idle == null ? start() : idle, address).dark(false).of(Size.DESK);
    }

    private static ChromeDriver start() {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toString());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                "--force-device-scale-factor=1", "--hide-scrollbars", "--lang=en-US");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder().usingDriverExecutable(new File(DRIVER.toString()))
                .withLogOutput(java.io.OutputStream.nullOutputStream()).build();
        ChromeDriver started = new ChromeDriver(service, options);
        Runtime.getRuntime().addShutdownHook(new Thread(started::quit, "browser-end"));
        return started;
    }

    /** Gives the window that size. */
    public Browser of(Size size) {
        driver.executeCdpCommand("Emulation.setDeviceMetricsOverride", Map.of("width", size.dimension.width, "height",
                size.dimension.height, "deviceScaleFactor", 1, "mobile", false));
        return this;
    }

    /** Emulates a system with dark, or light, colours. */
    public Browser dark(boolean dark) {
        driver.executeCdpCommand("Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"),
                        Map.of("name", "prefers-reduced-motion", "value", "reduce")))); // no colour is caught half-way
        return this;
    }

    public Browser open(String path) {
        driver.get(address + path);
        return this;
    }

    public WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    public List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** The text of the first element that matches; empty while there is none, or while it is being exchanged. */
    public String text(String css) {
        try {
            List<WebElement> found = all(css);
            return found.isEmpty() ? "" : found.get(0).getText();
        } catch (WebDriverException e) {
            return "";
        }
    }

    public Browser click(String css) {
        find(css).click();
        return this;
    }

    /** Sends a key to the element that has the focus; at first, to the page. */
    public Browser press(CharSequence key) {
        driver.switchTo().activeElement().sendKeys(key);
        return this;
    }

    /** Presses Tab until an element that matches has the focus. */
    public Browser tabTo(String css) {
        for (int i = 0; i < TABS_MAX; i++) {
            if (Boolean.TRUE.equals(script("return document.activeElement.matches(arguments[0])", css))) {
                return this;
            }
            press(Keys.TAB);
        }
        throw new AssertionError("no key leads to " + css);
    }

    public Browser type(String css, String text) {
        WebElement field = find(css);
        field.clear();
        field.sendKeys(text);
        return this;
    }

    public String path() {
        return driver.getCurrentUrl().substring(address.length());
    }

    public ChromeDriver driver() {
        return driver;
    }

    /** What a script of the page's developer tools returns. */
    public Object script(String script, Object... arguments) {
        return ((JavascriptExecutor) driver).executeScript(script, arguments);
    }

    /** The browser's warnings and errors since the last call, such as violations of the content security policy. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue()).map(entry -> entry.getMessage())
                .toList();
    }

    /** Writes what is shown, the whole page, to {@code target/screenshots}. */
    public Browser screenshot(String name) throws IOException {
        PrivateFolder.make(SCREENSHOTS);
        Object height = script("return Math.max(document.documentElement.scrollHeight, window.innerHeight)");
        Object width = script("return window.innerWidth");
        Map<String, Object> shot = driver.executeCdpCommand("Page.captureScreenshot", Map.of("captureBeyondViewport", true, "clip",
                Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1)));
        byte[] picture = Base64.getDecoder().decode(String.valueOf(shot.get("data")));
        assertThat(picture).isNotEmpty();
        Files.write(SCREENSHOTS.resolve(name + ".png"), picture);
        return this;
    }

    /** Writes what is shown on a desk to {@code docs/images}, for the documents, where {@code -Ddocs.write} is set. */
    public Browser document(String name) throws IOException {
        if (System.getProperty("docs.write") != null) {
            of(Size.DOCUMENT).screenshot(name).of(Size.DESK);
            Files.copy(SCREENSHOTS.resolve(name + ".png"), DOCUMENTS.resolve(name + ".png"), StandardCopyOption.REPLACE_EXISTING);
        }
        return this;
    }

    /**
     * Shows the page at each size, light and dark, and writes what is seen. The page may not be wider than the window, and axe-core
     * may find nothing against WCAG 2.2 A and AA.
     */
    public Browser everywhere(String name) throws IOException {
        for (boolean dark : new boolean[]{false, true}) {
            dark(dark);
            for (Size size : List.of(Size.DESK, Size.TABLET, Size.TELEPHONE)) {
                of(size);
                String view = "%s-%s-%s".formatted(name, size.name().toLowerCase(java.util.Locale.ROOT), dark ? "dark" : "light");
                screenshot(view);
                assertThat(script("return document.documentElement.scrollWidth - window.innerWidth")).as("pixels beyond %s", view)
                        .isEqualTo(0L);
                assertThat(violations()).as("axe-core of %s", view).isEmpty();
            }
        }
        return dark(false).of(Size.DESK);
    }

    /** What axe-core finds against WCAG 2.2, levels A and AA, and its own best practices. */
    public List<String> violations() throws IOException {
        try (InputStream axe = Browser.class.getResourceAsStream("/axe.min.js")) {
            script(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
        }
        Object found = driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
                    .then(result => done(result.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html + ' ' +
                        n.failureSummary).join(' | '))), error => done(['axe failed: ' + error]));""");
        return ((List<?>) found).stream().map(String::valueOf).toList();
    }

    @Override
    public void close() {
        driver.get("about:blank");
        driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
        complaints();
        IDLE.add(driver);
    }
}
