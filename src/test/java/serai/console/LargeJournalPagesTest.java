package serai.console;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.console.view.PageFormat;
import serai.testkit.EmbeddedSerai;
import serai.testkit.Records;
import serai.testkit.browser.Browser;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.console.LargeJournal.LETTERS;
import static serai.console.LargeJournal.RECORDS;

/** Whether each page answers within a second and the browser stays smooth, however much the journal holds. */
class LargeJournalPagesTest {

    private static final Duration WITHIN = Duration.ofSeconds(1);
    private static final int TRIES = 5;
    /** Each page that shows what the journal holds. */
    private static final List<String> PAGES = List.of("/", "/over-time?span=hour", "/over-time?span=day", "/over-time?span=month",
            "/find", "/record/1", "/record/" + RECORDS, "/dead-letters",
            "/dead-letters?destination=lrs&type=COURSE_COMPLETED&class=refused",
            "/dead-letters?after=lrs-" + (2 * LETTERS - 150),
            "/dead-letter/lrs-1", "/people", "/routes", "/route/destination-lrs", "/route/router", "/audit");
    /** One of each kind. */
    private static final List<String> LOOKED_AT = List.of("/", "/over-time?span=day", "/over-time?span=month", "/find", "/record/1",
            "/dead-letters", "/dead-letter/lrs-1", "/people", "/routes", "/route/destination-lrs", "/audit");
    private static final List<String> SEARCHES = List.of("id=" + Records.completion("learner-5").id(),
            "learner=learner-" + RECORDS / 2, "type=COURSE_COMPLETED", "course=course7", "type=LOGGED_IN");

    private static ConsoleRun serai;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        LargeJournal.in(data);
        serai = ConsoleRun.start(data);
    }

    @AfterAll
    static void stop() {
        if (serai != null) {
            serai.close();
        }
    }

    @Test
    void answersEachPageWithinASecond() throws Exception {
        assertThat(serai.runtime.serai().journal().balances().get("lrs").deadLettered()).isEqualTo(LETTERS);
        String session = serai.session();
        Map<String, Duration> slow = new TreeMap<>();
        Map<String, Long> all = new TreeMap<>();
        List<String> asked = new ArrayList<>(PAGES);
        asked.add("/over-time.json?span=month");
        SEARCHES.forEach(form -> asked.add("POST " + form));
        for (String page : asked) {
            Duration took = fastest(page, session);
            all.put(page, took.toMillis());
            if (took.compareTo(WITHIN) > 0) {
                slow.put(page, took);
            }
        }
        assertThat(serai.get("/people", "Cookie", session).body()).contains("Records that wait until it is known whose they are: "
                + PageFormat.number(LargeJournal.WAITING));
        System.out.printf("%,d records, %,d dead letters; milliseconds: %s%n", RECORDS, LETTERS, all);
        assertThat(slow).as("more than %s, in the fastest of %s tries", WITHIN, TRIES).isEmpty();
    }

    private Duration fastest(String page, String session) throws IOException, InterruptedException {
        Duration fastest = Duration.ofDays(1);
        for (int i = 0; i < TRIES; i++) {
            long start = System.nanoTime();
            int status = page.startsWith("POST ")
                    ? serai.post("/find", page.substring(5), "Origin", serai.address, "Cookie", session).statusCode()
                    : serai.get(page, "Cookie", session).statusCode();
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertThat(status).as(page).isEqualTo(200);
            fastest = took.compareTo(fastest) < 0 ? took : fastest;
        }
        return fastest;
    }

    /** While events come, and by a processor of a quarter of this one's speed, as a telephone's may be. */
    @Test
    void keepsTheBrowserSmoothOnEachPage() throws Exception {
        try (Browser browser = serai.browser()) {
            serai.signIn(browser);
            AtomicBoolean comes = new AtomicBoolean(true);
            Thread events = new Thread(() -> publish(comes), "test-events");
            events.start();
            try {
                Map<String, Smoothness> all = new TreeMap<>();
                for (String page : LOOKED_AT) {
                    all.put(page, Smoothness.of(browser, page));
                }
                all.forEach((page, seen) -> System.out.printf("%s: %s%n", page, seen));
                assertThat(all).allSatisfy((page, seen) -> seen.assertSmooth(page));
                assertThat(all.get("/").messages()).as("pictures that came meanwhile").isGreaterThanOrEqualTo(Smoothness.MESSAGES);
                assertThat(browser.complaints()).isEmpty();
            } finally {
                comes.set(false);
                events.join();
            }
        }
    }

    /** So many as one connection brings. */
    private static void publish(AtomicBoolean comes) {
        try {
            String event = EmbeddedSerai.resource("praesidium-course-completed.json");
            for (int i = 0; comes.get(); i++) {
                serai.post(event.replace("2018-03-01 17:45:37", "2018-%02d-%02d %02d:%02d:%02d".formatted(1 + i / 2_000_000 % 12,
                        1 + i / 86_400 % 28, i / 3_600 % 24, i / 60 % 60, i % 60)));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
