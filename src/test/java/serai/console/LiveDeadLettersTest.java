package serai.console;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.DeadLetterId;
import serai.journal.operations.JournalOperations;
import serai.testkit.EmbeddedSerai;
import serai.testkit.browser.Browser;

import java.nio.file.Path;
import java.util.Set;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Whether counts of dead letters are live, and the list stays as it is until somebody asks for what has come since. */
class LiveDeadLettersTest {

    @TempDir
    private Path data;
    private ConsoleRun serai;
    private Browser browser;
    private int posted;

    @BeforeEach
    void start() throws Exception {
        serai = ConsoleRun.start(data);
        serai.runtime.sandbox().http().lrs().answersWhereBodyHas("aaaaaaaa-bbbb-cccc-dddd-ffffffffffff", 400, "{}");
        browser = serai.browser();
        serai.signIn(browser);
    }

    @AfterEach
    void stop() {
        if (browser != null) {
            browser.close();
        }
        serai.close();
    }

    private void refused(int count) throws Exception {
        String event = EmbeddedSerai.resource("praesidium-course-completed.json");
        for (int i = 0; i < count; i++) {
            serai.post(event.replace("2018-03-01 17:45:37", "2018-03-01 17:45:%02d".formatted(posted++)));
        }
    }

    @Test
    void tellsWhatCameAndChangedAndShowsItWhenAskedFor() throws Exception {
        browser.open("/dead-letters");
        assertThat(browser.text("#counts")).contains("There are no dead letters here.");
        refused(2);
        news("2 more came.");
        assertThat(browser.all("#letters")).isEmpty();
        shows(2);

        browser.click("#letters tbody tr:nth-child(2) input").type("#a-why", "test accounts");
        refused(3);
        news("3 more came.");
        assertThat(browser.text("#groups tbody .number")).isEqualTo("5");
        assertThat(browser.text("label[for=s-all]")).isEqualTo("all that match (5 dead)");
        assertThat(browser.all("#letters tbody tr")).as("the list, in which somebody chooses").hasSize(2);
        browser.everywhere("dead-letters-news");
        shows(5);
        assertThat(browser.script("return [...document.querySelectorAll('input[name=id]:checked')].map(one => one.value).join()"))
                .as("what was chosen").isEqualTo("lrs-2");
        assertThat(browser.find("#a-why").getDomProperty("value")).isEqualTo("test accounts");

        try (JournalOperations beside = serai.runtime.serai().operations()) {
            beside.deadLetters().drop(Set.of(DeadLetterId.parse("lrs-1").orElseThrow()), "by somebody else");
        }
        news("1 changed.");
        assertThat(browser.all("#letters tbody tr")).hasSize(5);
        shows(4);
        assertThat(browser.complaints()).isEmpty();
    }

    private void news(String words) {
        await().atMost(30, SECONDS)
                .until(() -> browser.text("#news").startsWith(words + " ") || browser.text("#news").startsWith(words));
    }

    private void shows(int count) {
        browser.click("#news button");
        await().atMost(30, SECONDS).until(() -> browser.all("#letters tbody tr").size() == count);
        await().atMost(30, SECONDS).until(() -> browser.text("#news").isEmpty());
    }
}
