package serai.console;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import serai.journal.Balance;
import serai.journal.operations.history.CounterSample;
import serai.testkit.EmbeddedSerai;
import serai.testkit.browser.Browser;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Whether an operator does all of it by the keyboard alone, and sees and keeps the place where they are. */
class KeyboardTest {

    private static final int COUNT = 4;
    private static final int STOPS_MAX = 80;

    @TempDir
    private Path data;
    private ConsoleRun serai;
    private Browser browser;

    @BeforeEach
    void start() throws Exception {
        serai = ConsoleRun.start(data);
        serai.runtime.sandbox().http().lrs().answersWhereBodyHas("aaaaaaaa-bbbb", 400, "{\"error\":\"no such learner\"}");
        for (int i = 0; i < COUNT; i++) {
            post(i);
        }
        await().atMost(30, SECONDS).until(() -> lrs().deadLettered() == COUNT);
        browser = serai.browser();
    }

    private void post(int number) throws Exception {
        serai.post(EmbeddedSerai.resource("praesidium-course-completed.json").replace("2018-03-01 17:45:37",
                "2018-03-01 17:45:%02d".formatted(number)));
    }

    private Balance lrs() {
        return serai.runtime.serai().journal().balances().getOrDefault("lrs", new Balance(0, 0, 0, 0, 0));
    }

    @AfterEach
    void stop() {
        if (browser != null) {
            browser.close();
        }
        serai.close();
    }

    /** One Serai for all of it: starting it takes longer than what it shows. */
    @Test
    void doesAllByTheKeyboardAlone() throws Exception {
        signsIn();
        keepsThePlaceWhileThePictureIsExchanged();
        edits();
        drops();
        sendsAllAgain();
        finds();
        looksCloser();
        seesEachPlace();
        browser.open("/").tabTo(".who button").press(Keys.ENTER);
        await().atMost(30, SECONDS).until(() -> browser.text(".who").contains("Sign in"));
        assertThat(browser.complaints()).isEmpty();
    }

    private void signsIn() throws Exception {
        browser.open("/").tabTo(".who a").press(Keys.ENTER);
        await().atMost(30, SECONDS).until(() -> browser.path().equals("/sign-in"));
        browser.tabTo("#name").press("operator").press(Keys.TAB).press(serai.password()).press(Keys.TAB).press(Keys.SPACE);
        await().atMost(30, SECONDS).until(() -> browser.text(".who").contains("operator"));
    }

    /** What was reached stays reached when the next picture comes, and what has not changed is not touched. */
    private void keepsThePlaceWhileThePictureIsExchanged() throws Exception {
        browser.open("/");
        await().atMost(30, SECONDS).until(() -> browser.text("#destination-lrs dl").replace("\n", " ").contains("dead letters 4"));
        browser.tabTo("#letters-of-lrs");
        browser.script("document.getElementById('router').mark = 'the same'");
        post(COUNT);

        await().atMost(30, SECONDS).until(() -> browser.text("#destination-lrs dl").replace("\n", " ").contains("dead letters 5"));

        assertThat(browser.script("return document.activeElement.id")).isEqualTo("letters-of-lrs");
        assertThat(browser.script("return document.getElementById('router').mark")).isEqualTo("the same");
        browser.press(Keys.ENTER);
        await().atMost(30, SECONDS).until(() -> browser.path().equals("/dead-letters?destination=lrs"));
    }

    private void edits() {
        browser.tabTo("#letters td a").press(Keys.ENTER);
        await().atMost(30, SECONDS).until(() -> browser.path().equals("/dead-letter/lrs-1"));
        browser.tabTo("#f-learner-id").press(Keys.chord(Keys.CONTROL, "a")).press("bbbbbbbb-bbbb-cccc-dddd-ffffffffffff");
        await().atMost(30, SECONDS).until(() -> browser.text("#check").equals("It can be sent."));
        assertThat(browser.script("return document.activeElement.id")).as("the check takes the place from nobody")
                .isEqualTo("f-learner-id");
        browser.script(
                """
                window.said = 0;
                new MutationObserver(() => window.said++).observe(document.getElementById('check'), {childList: true, subtree: true})""");
        browser.press(Keys.END).press(" ").press(Keys.BACK_SPACE);
        await().during(1, SECONDS).atMost(30, SECONDS).until(() -> browser.text("#check").equals("It can be sent."));
        assertThat(browser.script("return window.said")).as("how often the same is said again").isEqualTo(0L);
        browser.tabTo("#edit button.main").press(Keys.ENTER);
        told("It will be sent as edited");
        await().atMost(30, SECONDS).until(() -> lrs().delivered() == 1);
    }

    private void drops() {
        browser.open("/dead-letters").tabTo("#letters input").press(Keys.SPACE);
        backTo("#a-why").press("a test account");
        browser.tabTo("button[value=drop]").press(Keys.ENTER);
        told("1 dropped.");
        assertThat(lrs().dropped()).isEqualTo(1);
    }

    private void sendsAllAgain() {
        serai.runtime.sandbox().http().lrs().behaves();
        browser.open("/dead-letters").tabTo("#s-chosen").press(Keys.ARROW_RIGHT).tabTo("#a-rate").press("50");
        browser.tabTo("button[value=retry]").press(Keys.ENTER);
        told("3 will be sent again.");
        await().atMost(30, SECONDS).until(() -> lrs().delivered() == COUNT);
    }

    private void finds() {
        browser.open("/find").tabTo("#f-learner").press("email@gmail.com").press(Keys.ENTER);
        await().atMost(30, SECONDS).until(() -> browser.all("main tbody tr").size() == COUNT + 1);
        browser.tabTo("main tbody a").press(Keys.ENTER);
        await().atMost(30, SECONDS).until(() -> browser.path().startsWith("/record/"));
    }

    private void looksCloser() {
        List<CounterSample> hour = new ArrayList<>();
        Instant begin = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MINUTES)
                .minusSeconds(3_000);
        for (int minute = 0; minute < 50; minute++) {
            hour.add(new CounterSample(begin.plusSeconds(60L * minute), "source mct", 3L * minute, 0, 0,
                    Duration.ZERO, 0));
        }
        try (var operations = serai.runtime.serai().operations()) {
            operations.noteCounters(hour);
        }
        browser.open("/over-time");
        await().atMost(30, SECONDS).until(() -> !browser.all("#charts[data-drawn] figure").isEmpty());
        browser.tabTo("figure");
        String all = browser.text("figure .u-legend");
        browser.press(Keys.ARROW_LEFT).press(Keys.ARROW_LEFT).press("+").press("+");
        await().atMost(30, SECONDS).untilAsserted( // the charts are drawn one after the other
                () -> assertThat(browser.text("figure .u-legend")).isNotEqualTo(all).contains("mct", "UTC"));
        browser.press("0").tabTo("a[href='/over-time?span=day']").press(Keys.ENTER);
        await().atMost(30, SECONDS).until(() -> browser.path().equals("/over-time?span=day"));
    }

    /** Each stop of the keyboard on each page has an outline, and nothing lies over it. */
    private void seesEachPlace() {
        for (String page : List.of("/", "/over-time", "/find", "/dead-letters", "/dead-letter/lrs-2", "/people", "/routes",
                "/route/destination-lrs", "/record/1", "/audit")) {
            browser.open(page);
            int stops = 0;
            for (; stops < STOPS_MAX; stops++) {
                browser.press(Keys.TAB);
                String seen = String.valueOf(browser.script("""
                        const at = document.activeElement;
                        if (at === document.body) return 'around';
                        const style = getComputedStyle(at), box = at.getBoundingClientRect();
                        const top = document.elementFromPoint(box.left + Math.min(8, box.width / 2), Math.min(innerHeight - 2, box.top + Math.min(8, box.height / 2)));
                        return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && top && (at.contains(top) || top.contains(at))
                            ? 'seen' : at.outerHTML.substring(0, 120)"""));
                if (seen.equals("around")) {
                    break;
                }
                assertThat(seen).as("stop %s of %s", stops, page).isEqualTo("seen");
            }
            assertThat(stops).as("stops of %s", page).isBetween(8, STOPS_MAX - 1);
        }
    }

    private Browser backTo(String css) {
        for (int i = 0; i < STOPS_MAX; i++) {
            if (Boolean.TRUE.equals(browser.script("return document.activeElement.matches(arguments[0])", css))) {
                return browser;
            }
            browser.press(Keys.chord(Keys.SHIFT, Keys.TAB));
        }
        throw new AssertionError("no key leads back to " + css);
    }

    private void told(String words) {
        await().atMost(30, SECONDS).until(() -> browser.text(".notice[role=status]").contains(words));
    }
}
