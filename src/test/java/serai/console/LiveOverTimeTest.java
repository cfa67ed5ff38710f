package serai.console;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import serai.console.access.ConsoleUsers;
import serai.console.flow.FlowReader.Running;
import serai.journal.operations.JournalOperations;
import serai.journal.operations.history.CounterSample;
import serai.journal.operations.history.Marker;
import serai.journal.operations.history.Marker.Event;
import serai.testkit.SettableClock;
import serai.testkit.browser.Browser;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Whether charts grow by what is noted while somebody looks at them, and a closer look and the cursor stay where they are. */
class LiveOverTimeTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int NOTED = 50;
    /** Has a test look into the charts: the page keeps them to itself. */
    private static final String KEEP_CHARTS = """
            window.drawn = [];
            Object.defineProperty(window, 'uPlot', {set(made) {
              const wrapped = function(...of) { const one = new made(...of); drawn.push(one); return one; };
              Object.defineProperty(window, 'uPlot', {value: Object.assign(wrapped, made)});
            }, configurable: true});""";

    private final SettableClock clock = new SettableClock(Clock.systemUTC().instant().truncatedTo(ChronoUnit.HOURS));
    private int noted;

    @Test
    void chartsGrowWhileZoomAndCursorStay(@TempDir Path data) throws Exception {
        Vertx vertx = Vertx.vertx();
        try (ConsoleRun serai = ConsoleRun.start(data, "serai.console", "false");
                JournalOperations operations = serai.runtime.serai().operations();
                Console console = new Console(serai.runtime.context(), serai.runtime.serai().journal(),
                        new ConsoleExposure(true, true, false), ConsoleUsers.none(), null, 2,
                        () -> new Running(Map.of(), Map.of(), null, ""), Map::of, serai.runtime.serai().operations(), clock)) {
            Router router = Router.router(vertx);
            console.put(router, vertx);
            HttpServer server = vertx.createHttpServer().requestHandler(router).listen(0, "localhost").toCompletionStage()
                    .toCompletableFuture().get(30, SECONDS);
            try (Browser browser = Browser.at("http://localhost:" + server.actualPort())) {
                Object keep = browser.driver().executeCdpCommand("Page.addScriptToEvaluateOnNewDocument",
                        Map.of("source", KEEP_CHARTS)).get("identifier");
                try {
                    growsFromNothing(browser, console, operations);
                    followsTheNewestMinute(browser, console, operations);
                    staysWhereSomebodyLooks(browser, console, operations);
                    catchesUpAfterNobodySawIt(browser, console, operations);
                    keepsAnHourHoweverLongItIsOpen(browser, console, operations);
                    drawsASourceThatIsNew(browser, console, operations);
                    assertThat(browser.complaints()).isEmpty();
                } finally {
                    browser.driver().executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", keep));
                }
            }
        } finally {
            vertx.close();
        }
    }

    private void growsFromNothing(Browser browser, Console console, JournalOperations operations) {
        browser.open("/over-time");
        assertThat(browser.text("main")).contains("Nothing was noted in this time yet.");
        await().atMost(30, SECONDS).until(() -> console.windows() == 1);
        for (int i = 0; i < NOTED; i++) {
            note(operations, "mct");
        }
        look(console);

        await().atMost(30, SECONDS).until(() -> browser.all("#charts canvas").size() == 6);
        await().atMost(30, SECONDS).until(() -> browser.text("#told").contains("source mct " + 2 * (NOTED - 1)));
    }

    private void followsTheNewestMinute(Browser browser, Console console, JournalOperations operations) {
        note(operations, "mct");
        operations.mark(new Marker(clock.instant(), "lrs", Event.STOPPED));
        look(console);

        await().atMost(30, SECONDS).until(() -> times(browser) == NOTED + 1);
        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(scale(browser).get(1)).isEqualTo(seconds()));
        await().atMost(30, SECONDS).until(() -> browser.text(".markers").contains("lrs stopped"));
    }

    private void staysWhereSomebodyLooks(Browser browser, Console console, JournalOperations operations) {
        browser.script("document.querySelector('figure').focus()");
        browser.find("figure").sendKeys(Keys.ARROW_LEFT, Keys.ARROW_LEFT, Keys.ARROW_LEFT, "+");
        await().atMost(30, SECONDS).until(() -> scales(browser) == 1 && scale(browser).get(0) > seconds() - 55 * 60);
        List<Double> close = scale(browser);
        String pointed = browser.text("figure .u-legend");
        assertThat(pointed).contains("UTC").contains("mct");
        note(operations, "mct");
        look(console);

        await().atMost(30, SECONDS).until(() -> times(browser) == NOTED + 2);
        await().during(1, SECONDS).atMost(30, SECONDS).until(() -> browser.text("figure .u-legend").equals(pointed));
        assertThat(scale(browser)).isEqualTo(close);
        assertThat(browser.script("return document.activeElement.localName")).isEqualTo("figure");
    }

    private void catchesUpAfterNobodySawIt(Browser browser, Console console, JournalOperations operations) {
        List<Double> close = scale(browser);
        seen(browser, false);
        await().atMost(30, SECONDS).until(() -> {
            console.look(); // which finds that the window listens no more
            return console.windows() == 0;
        });
        for (int i = 0; i < 3; i++) {
            note(operations, "mct");
        }
        look(console);
        assertThat(times(browser)).isEqualTo(NOTED + 2);
        seen(browser, true);

        await().atMost(30, SECONDS).until(() -> times(browser) == NOTED + 5);
        assertThat(scale(browser)).isEqualTo(close);
    }

    private void keepsAnHourHoweverLongItIsOpen(Browser browser, Console console, JournalOperations operations) {
        for (int i = 0; i < 70; i++) {
            note(operations, "mct");
            look(console);
        }

        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(times(browser)).isEqualTo(61));
    }

    private void drawsASourceThatIsNew(Browser browser, Console console, JournalOperations operations) {
        note(operations, "mct", "praesidium");
        look(console);

        await().atMost(30, SECONDS).until(() -> browser.text("figure .u-legend").contains("praesidium"));
    }

    private static void seen(Browser browser, boolean seen) {
        browser.script("""
                Object.defineProperty(document, 'hidden', {value: arguments[0], configurable: true});
                document.dispatchEvent(new Event('visibilitychange'));""", !seen);
    }

    private static long times(Browser browser) {
        return (Long) browser.script("return Math.min(...drawn.slice(-6).map(one => one.data[0].length))");
    }

    @SuppressWarnings("unchecked") // what a script returns
    private static List<Double> scale(Browser browser) {
        return ((List<Number>) browser.script("const {min, max} = drawn.at(-1).scales.x; return [min, max]")).stream()
                .map(Number::doubleValue).toList();
    }

    /** How many different times the charts show. */
    private static long scales(Browser browser) {
        return (Long) browser.script("return new Set(drawn.slice(-6).map(one => one.scales.x.min + ' ' + one.scales.x.max)).size");
    }

    /** Of the newest minute that was noted. */
    private double seconds() {
        return clock.instant().truncatedTo(ChronoUnit.MINUTES).getEpochSecond();
    }

    private void look(Console console) {
        console.look();
    }

    private void note(JournalOperations operations, String... sources) {
        clock.turn(MINUTE);
        Instant at = clock.instant();
        operations.noteCounters(List.of(new CounterSample(at, "destination lrs", noted, 0, 0, Duration.ZERO, noted)));
        for (String source : sources) {
            operations.noteCounters(List.of(new CounterSample(at, "source " + source, 2L * noted, 0, 0, Duration.ZERO, 0)));
        }
        noted++;
    }
}
