package serai.console;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import serai.testkit.EmbeddedSerai;
import serai.testkit.browser.Browser;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What somebody sees of the flow, in a real browser. */
class FlowPageTest {

    private static final int MORE = 24;
    /** Has the page's first connection refused, and once that is known the window hidden and seen again. */
    private static final String REFUSED_AT_FIRST = """
            const Real = EventSource;
            window.sources = [];
            window.EventSource = class extends Real {
              constructor(address) {
                super(sources.length ? address : '/refused');
                if (sources.push(this) === 1) {
                  this.addEventListener('error', () => setTimeout(() => [true, false].forEach(hidden => {
                    Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});
                    document.dispatchEvent(new Event('visibilitychange'));
                  })));
                }
              }
            };""";

    @TempDir
    private Path data;
    private ConsoleRun serai;
    private Browser browser;

    @BeforeEach
    void start() throws Exception {
        serai = ConsoleRun.start(data);
        browser = serai.browser();
    }

    @AfterEach
    void stop() {
        if (browser != null) {
            browser.close();
        }
        serai.close();
    }

    @Test
    void showsAnEventArriveWhileSomebodyLooks() throws Exception {
        browser.open("/");
        await().atMost(30, SECONDS).untilAsserted(() -> { // what is looked at may be exchanged at the same moment
            assertThat(browser.text("#flow")).contains("Nothing has come yet", "./serai simulate");
            assertThat(browser.text("#source-praesidium")).contains("receives", "source-praesidium");
            assertThat(browser.text("#router")).contains("router");
            assertThat(browser.text("#destination-lrs")).contains("up to date", "The balance is even", "nothing pending");
            assertThat(browser.all("[id^=destination-]")).hasSize(3);
        });

        serai.post(EmbeddedSerai.resource("praesidium-course-completed.json"));

        untilDelivered(1);
        await().atMost(30, SECONDS).until(() -> browser.text("#source-praesidium").contains("1 today"));
        assertThat(browser.text("#flow")).doesNotContain("Nothing has come yet");
        for (int i = 0; i < MORE; i++) {
            serai.post(EmbeddedSerai.resource("praesidium-course-completed.json").replace("17:45:37", "17:%02d:00".formatted(i)));
        }
        untilDelivered(1 + MORE);
        browser.everywhere("flow");
        browser.document("operations-page-flow");
        showsTheRoutes();
        assertThat(browser.complaints()).isEmpty();
    }

    /** A browser has six for all its windows. */
    @Test
    void hasOneConnectionThoughTheFirstWasRefusedAndTriedAgainBehindTheNext() throws Exception {
        Object script = browser.driver().executeCdpCommand("Page.addScriptToEvaluateOnNewDocument",
                Map.of("source", REFUSED_AT_FIRST)).get("identifier");
        try {
            browser.open("/");
            await().atMost(30, SECONDS).until(() -> browser.script("return sources.length").equals(3L));
            await().atMost(30, SECONDS).until(() -> browser.script("return sources[2].readyState === 1").equals(true));

            assertThat(browser.script("return sources.map(one => one.readyState)")).isEqualTo(List.of(2L, 2L, 1L));
            serai.post(EmbeddedSerai.resource("praesidium-course-completed.json"));
            await().atMost(30, SECONDS).until(() -> browser.text("#source-praesidium").contains("1 today"));
        } finally {
            browser.driver().executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", script));
        }
    }

    private void untilDelivered(int count) {
        await().atMost(30, SECONDS).until(() -> browser.text("#destination-lrs dl").replace("\n", " ")
                .startsWith("routed %1$s delivered %1$s pending 0".formatted(count)));
    }

    private void showsTheRoutes() throws Exception {
        browser.open("/").press(Keys.TAB).press(Keys.ENTER); // over the navigation, by the first key
        assertThat(browser.script("return document.activeElement.id")).isEqualTo("content");
        browser.open("/").tabTo("nav a[href='/routes']").press(Keys.ENTER);
        await().atMost(30, SECONDS).until(() -> browser.path().equals("/routes"));
        assertThat(browser.text("#routes")).contains("destination-lrs", "journal:lrs", "source-praesidium", "Started");
        browser.everywhere("routes");
        browser.open("/route/router");
        assertThat(browser.text(".steps")).contains("from direct:router", "choice", "when simple:", "otherwise",
                "journal:unrouted");
        assertThat(browser.text("main")).doesNotContain("{{");
        assertThat(browser.text("main")).contains("Operators who have signed in see its YAML");
        browser.everywhere("route");
        HttpResponse<String> lrs = serai.get("/route/destination-lrs", "Cookie", serai.session());
        assertThat(lrs.body()).contains("- route:", "id: destination-lrs", "batchSize", "xapi:statement")
                .doesNotContain("{{serai.lrs.batch.size}}", "{{serai.xapi.version}}");
        for (String path : List.of("/", "/over-time", "/find", "/record/1", "/dead-letters", "/routes", "/route/router", "/audit",
                "/sign-in")) {
            assertThat(serai.get(path, "Cookie", serai.session()).body()).as(path).contains("<code id=\"command\">./serai ");
        }
        assertThat(serai.get("/route/nothing").body()).contains("No route 'nothing' is loaded");
    }
}
