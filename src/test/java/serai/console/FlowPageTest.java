package serai.console;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.EmbeddedSerai;
import serai.testkit.browser.Browser;

import java.nio.file.Path;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What somebody sees of the flow, in a real browser. */
class FlowPageTest {

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

        await().atMost(30, SECONDS).until(() -> browser.text("#destination-lrs dl").replace("\n", " ")
                .startsWith("routed 1 delivered 1 pending 0"));
        await().atMost(30, SECONDS).until(() -> browser.text("#source-praesidium").contains("1 today"));
        assertThat(browser.text("#flow")).doesNotContain("Nothing has come yet");
        assertThat(browser.complaints()).isEmpty();
        browser.everywhere("flow");
    }
}
