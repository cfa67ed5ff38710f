package serai.console;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import serai.journal.Balance;
import serai.sandbox.SandboxHttp;
import serai.testkit.EmbeddedSerai;
import serai.testkit.SharedPostgres;
import serai.testkit.browser.Browser;

import java.nio.file.Path;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The page where the journal is in PostgreSQL, and two instances share it: what is done by one's page is seen on the other's. */
class ConsoleOnPostgresTest {

    private static final int COUNT = 4;

    @TempDir
    private Path folder;
    private String database;
    private String warehouse;
    private SandboxHttp http;
    private ConsoleRun one;
    private ConsoleRun other;

    @BeforeEach
    void start() throws Exception {
        database = SharedPostgres.database();
        warehouse = SharedPostgres.database();
        http = new SandboxHttp("127.0.0.1", 0).start();
        http.lrs().answersWhereBodyHas("aaaaaaaa-bbbb-cccc-dddd-ffffffffffff", 400, "{\"error\":\"no such learner\"}");
        one = instance("one");
        other = instance("other");
        String event = EmbeddedSerai.resource("praesidium-course-completed.json");
        for (int i = 0; i < COUNT; i++) {
            (i % 2 == 0 ? one : other).post(event.replace("2018-03-01 17:45:37", "2018-03-01 17:45:%02d".formatted(i)));
        }
        await().atMost(60, SECONDS).until(() -> lrs(one).deadLettered() == COUNT);
    }

    private ConsoleRun instance(String name) throws Exception {
        return ConsoleRun.start(folder.resolve(name), "serai.journal.url", database, "serai.journal.username", SharedPostgres.USER,
                "serai.journal.password", SharedPostgres.USER, "serai.journal.instance", name, "serai.archive.on", "one",
                "serai.warehouse.url", warehouse, "serai.warehouse.username", SharedPostgres.USER, "serai.warehouse.password",
                SharedPostgres.USER, "serai.lrs.url", http.uri() + "/lrs");
    }

    private static Balance lrs(ConsoleRun serai) {
        return serai.runtime.serai().journal().balances().getOrDefault("lrs", new Balance(0, 0, 0, 0, 0));
    }

    @AfterEach
    void stop() {
        for (ConsoleRun serai : new ConsoleRun[]{one, other}) {
            if (serai != null) {
                serai.close();
            }
        }
        if (http != null) {
            http.close();
        }
    }

    @Test
    void showsTheSameOnEachInstanceAndActsForBoth() throws Exception {
        try (Browser here = one.browser(); Browser there = other.browser()) {
            one.signIn(here);
            other.signIn(there);
            here.open("/");
            there.open("/");
            untilFlow(here, "routed 4 delivered 0 pending 0 dead letters 4 dropped 0");
            untilFlow(there, "routed 4 delivered 0 pending 0 dead letters 4 dropped 0");

            mendsHere(here);
            untilFlow(there, "routed 4 delivered 1 pending 0 dead letters 3 dropped 0");
            here.open("/");
            dropsAndSendsAgainThere(there);
            untilFlow(here, "routed 4 delivered 3 pending 0 dead letters 0 dropped 1");

            finds(here);
            here.open("/audit");
            assertThat(here.text("tbody")).contains("page:operator retry 2 lrs-", "page:operator drop 1 lrs-", "test account",
                    "page:operator edit 1 lrs-1");
            assertThat(here.complaints()).isEmpty();
            assertThat(there.complaints()).isEmpty();
        }
    }

    private static void untilFlow(Browser browser, String balance) {
        await().atMost(60, SECONDS)
                .untilAsserted(() -> assertThat(browser.text("#destination-lrs dl").replace("\n", " ")).isEqualTo(balance));
    }

    private static void mendsHere(Browser here) {
        here.open("/dead-letters");
        assertThat(here.text("#groups tbody tr")).startsWith(COUNT + " lrs COURSE_COMPLETED refused 400");
        here.open("/dead-letter/lrs-1");
        assertThat(here.text("main")).contains("no such learner", "As received", "As translated");
        here.type("#f-learner-id", "bbbbbbbb-bbbb-cccc-dddd-ffffffffffff").type("#f-learner-contact", "anna@example.org");
        await().atMost(30, SECONDS).until(() -> here.text("#check").equals("It can be sent."));
        here.click("#edit button.main");
        await().atMost(30, SECONDS).until(() -> here.text(".notice[role=status]").contains("It will be sent as edited"));
    }

    private void dropsAndSendsAgainThere(Browser there) {
        there.open("/dead-letters");
        assertThat(there.all("#letters tbody tr")).hasSize(COUNT - 1);
        there.click("#letters tbody tr:nth-child(1) input").type("#a-why", "test account").click("button[value=drop]");
        await().atMost(30, SECONDS).until(() -> there.text(".notice[role=status]").contains("1 dropped."));
        http.lrs().behaves();
        there.click("#s-all").type("#a-rate", "1").click("button[value=retry]");
        await().atMost(30, SECONDS).until(() -> there.text(".notice[role=status]").contains("2 will be sent again."));
    }

    private static void finds(Browser here) {
        here.open("/find").type("#f-course", "CON20938ES").type("#f-type", "COURSE_COMPLETED").press(Keys.ENTER);
        await().atMost(30, SECONDS).until(() -> here.all("main tbody tr").size() == COUNT);
        here.open("/find").type("#f-learner", "aaaaaaaa-bbbb-cccc-dddd-ffffffffffff").click("#find button");
        await().atMost(30, SECONDS).until(() -> here.all("main tbody tr").size() == COUNT);
        assertThat(here.text("main tbody tr")).contains("lrs: delivered");
        here.click("main tbody a");
        await().atMost(30, SECONDS).until(() -> !here.text(".facts").isEmpty());
        assertThat(here.path()).isEqualTo("/record/" + COUNT);
        here.open("/route/destination-lrs");
        assertThat(here.text("main")).contains("journal:lrs");
    }
}
