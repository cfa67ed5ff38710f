package serai.console;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.EmbeddedSerai;
import serai.testkit.browser.Browser;

import java.nio.file.Path;
import java.util.Locale;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Whether somebody finds in a browser whether a learner's completion has arrived. */
class FindPageTest {

    @TempDir
    private Path data;
    private ConsoleRun serai;
    private Browser browser;

    @BeforeEach
    void start() throws Exception {
        serai = ConsoleRun.start(data);
        serai.post(EmbeddedSerai.resource("praesidium-course-completed.json"));
        await().atMost(30, SECONDS).until(() -> serai.runtime.serai().journal().balances().values().stream()
                .allMatch(balance -> balance.isDelivered()));
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
    void showsAnOperatorTheWholeLifeOfALearnersRecord() throws Exception {
        String contact = serai.runtime.serai().journal().traces(0, 1).get(0).record().learner().contact();
        serai.signIn(browser);
        assertThat(browser.text(".who")).contains("operator");

        browser.open("/find").type("#f-learner", contact.toUpperCase(Locale.ROOT)).click("#find button");

        await().atMost(30, SECONDS).until(() -> !browser.text("tbody tr").isEmpty());
        assertThat(browser.path()).isEqualTo("/find"); // no address has the learner's
        assertThat(browser.text("tbody tr")).contains("COURSE_COMPLETED", contact, "archive: delivered", "lrs: delivered");
        browser.everywhere("find");
        browser.click("tbody a");
        await().atMost(30, SECONDS).until(() -> !browser.text(".facts").isEmpty());
        assertThat(browser.path()).isEqualTo("/record/1");
        assertThat(browser.text("main")).contains("source", "praesidium", contact, "As received")
                .containsPattern("Delivered (in its order|by 20)"); // a minute may have ended since
        assertThat(browser.complaints()).isEmpty();
        browser.everywhere("record");
    }

    @Test
    void showsNobodyToWhomHasNotSignedIn() throws Exception {
        String contact = serai.runtime.serai().journal().traces(0, 1).get(0).record().learner().contact();

        browser.open("/find").type("#f-type", "COURSE_COMPLETED").click("#find button");

        await().atMost(30, SECONDS).until(() -> !browser.text("tbody tr").isEmpty());
        assertThat(browser.text("tbody tr")).contains("COURSE_COMPLETED", "lrs: delivered").doesNotContain(contact);
        assertThat(browser.find("#f-learner").isEnabled()).isFalse();
        browser.click("tbody a");
        await().atMost(30, SECONDS).until(() -> !browser.text(".facts").isEmpty());
        assertThat(browser.text("main")).contains("delivered").doesNotContain(contact, "As received");
        assertThat(serai.post("/find", "learner=" + contact, "Origin", serai.address).body()).doesNotContain(contact);
        assertThat(serai.post("/find", "type=x", "Origin", "https://evil.example").statusCode()).isEqualTo(403);
    }
}
