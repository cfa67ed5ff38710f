package serai.console;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import serai.journal.Balance;
import serai.testkit.EmbeddedSerai;
import serai.testkit.browser.Browser;

import java.net.http.HttpResponse;
import java.nio.file.Path;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Whether an operator mends in a browser what a destination has refused. */
class DeadLettersPageTest {

    private static final int COUNT = 6;

    @TempDir
    private Path data;
    private ConsoleRun serai;
    private Browser browser;

    @BeforeEach
    void start() throws Exception {
        serai = ConsoleRun.start(data);
        lrsRefuses("aaaaaaaa-bbbb-cccc-dddd-ffffffffffff");
        String event = EmbeddedSerai.resource("praesidium-course-completed.json");
        for (int i = 0; i < COUNT; i++) {
            serai.post(event.replace("2018-03-01 17:45:37", "2018-03-01 17:45:%02d".formatted(i)));
        }
        await().atMost(30, SECONDS).until(() -> lrs().deadLettered() == COUNT);
        browser = serai.browser();
    }

    private void lrsRefuses(String text) {
        serai.runtime.sandbox().http().lrs().answersWhereBodyHas(text, 400, "{\"error\":\"no such learner\"}");
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

    /** One Serai and one window for all of it: starting them takes longer than what they show. */
    @Test
    void mendsSendsAgainAndDropsWhatWasRefused() throws Exception {
        letsNobodyActWhoHasNotSignedInOrWhoComesFromElsewhere();
        serai.signIn(browser);
        checksWhatIsTyped();
        showsAThousandOfOneCauseAsOneLineAndSendsThemAgainOrDropsThem();
    }

    private void showsAThousandOfOneCauseAsOneLineAndSendsThemAgainOrDropsThem() throws Exception {
        browser.open("/dead-letters");
        assertThat(browser.all("#groups tbody tr")).hasSize(1);
        assertThat(browser.text("#groups tbody tr")).startsWith((COUNT - 1) + " lrs COURSE_COMPLETED refused 400");
        assertThat(browser.all("#letters tbody tr")).hasSize(COUNT - 1);
        browser.everywhere("dead-letters");
        browser.document("operations-page-dead-letters");

        browser.tabTo("#s-chosen").press(Keys.ARROW_RIGHT).tabTo("button[value=rehearse]").press(Keys.ENTER); // keyboard alone
        told((COUNT - 1) + " would be sent again. Nothing was done.");
        assertThat(lrs().deadLettered()).isEqualTo(COUNT - 1);

        browser.click("#letters tbody tr:nth-child(1) input").click("#letters tbody tr:nth-child(2) input")
                .click("button[value=drop]");
        told("a reason is needed");
        browser.click("#letters tbody tr:nth-child(1) input").click("#letters tbody tr:nth-child(2) input")
                .type("#a-why", "test accounts").click("button[value=drop]");
        told("2 dropped.");
        assertThat(lrs().dropped()).isEqualTo(2);

        serai.runtime.sandbox().http().lrs().behaves();
        browser.click("#s-all").click("button[value=retry]");
        told((COUNT - 3) + " will be sent again.");
        await().atMost(30, SECONDS).until(() -> lrs().delivered() == COUNT - 2);
        browser.open("/dead-letters");
        assertThat(browser.text("main")).contains("There are no dead letters here.");

        browser.open("/audit");
        await().atMost(30, SECONDS).until(() -> browser.all("tbody tr").size() == 3);
        assertThat(browser.text("tbody tr:nth-child(1)")).contains("page:operator retry 3 lrs-");
        assertThat(browser.text("tbody tr:nth-child(2)")).contains("page:operator drop 2 lrs-2 lrs-3 test accounts");
        assertThat(browser.complaints()).isEmpty();
        browser.everywhere("audit");
    }

    private void checksWhatIsTyped() throws Exception {
        browser.open("/dead-letter/lrs-1");
        assertThat(browser.text("main")).contains("As received", "no such learner", "email@gmail.com");
        browser.everywhere("dead-letter");
        WebElement json = browser.driver().findElement(By.cssSelector("textarea"));
        String record = json.getDomProperty("value");

        edit(record.replace("COURSE_COMPLETED", "LOGGED_IN"));
        await().atMost(30, SECONDS).until(() -> browser.text("#check").contains("the field type can't be changed"));
        edit(record + "}");
        await().atMost(30, SECONDS).until(() -> !browser.all("#check .bad").isEmpty());
        edit(record.replace("aaaaaaaa-bbbb", "bbbbbbbb-bbbb"));
        await().atMost(30, SECONDS).until(() -> browser.text("#check").equals("It can be sent."));

        assertThat(browser.find("#f-learner-firstName").getDomProperty("value")).isEqualTo("Tester");
        browser.type("#f-learner-firstName", "Ada").type("#f-result-percentage", "12.5");
        assertThat(json.getDomProperty("value")).contains("\"firstName\" : \"Ada\"", "\"percentage\" : 12.5");
        replacesNothingButTheFieldThatIsTyped(json);
        browser.type("#f-occurredAt", "yesterday");
        await().atMost(30, SECONDS).until(() -> !browser.all("#check .bad").isEmpty());
        browser.click("textarea");
        edit(json.getDomProperty("value").replace("yesterday", "2018-03-01T17:45:00Z"));
        await().atMost(30, SECONDS).until(() -> browser.text("#check").equals("It can be sent."));
        assertThat(browser.find("#f-occurredAt").getDomProperty("value")).isEqualTo("2018-03-01T17:45:00Z");
        browser.click("#edit button.main");
        await().atMost(30, SECONDS).until(() -> lrs().delivered() == 1);
        assertThat(browser.complaints()).isEmpty();
    }

    private void replacesNothingButTheFieldThatIsTyped(WebElement json) {
        browser.click("textarea");
        String before = json.getDomProperty("value");
        edit("{\"learner\": {\"id\": \"a, {b}\"} ,\"result\":{\"percentage\":100.00},\n  \"of\": [{}, [1e3]], \"activity\": {}}");
        fill("learner-firstName", "\"Ada\"");
        fill("activity-id", "7");
        assertThat(json.getDomProperty("value")).isEqualTo("{\"learner\": {\"id\": \"a, {b}\",\"firstName\": \"\\\"Ada\\\"\"} ,"
                + "\"result\":{\"percentage\":100.00},\n  \"of\": [{}, [1e3]], \"activity\": {\"id\": \"7\"}}");
        assertThat(browser.find("#f-result-percentage").getDomProperty("value")).isEqualTo("100.00");
        fill("result-percentage", "99.50");
        fill("learner-id", "");
        fill("activity-id", "");
        assertThat(json.getDomProperty("value")).isEqualTo("{\"learner\": {\"firstName\": \"\\\"Ada\\\"\"} ,"
                + "\"result\":{\"percentage\":99.50},\n  \"of\": [{}, [1e3]], \"activity\": {}}");
        edit(before);
    }

    private void fill(String field, String text) {
        browser.script("const f = document.getElementById('f-' + arguments[0]); f.value = arguments[1]; "
                + "f.dispatchEvent(new Event('input', {bubbles: true}))", field, text);
    }

    private void told(String words) {
        await().atMost(30, SECONDS).until(() -> browser.text(".notice[role=status]").contains(words));
    }

    private void edit(String text) {
        browser.script("const t = document.querySelector('textarea'); t.value = arguments[0]; "
                + "t.dispatchEvent(new Event('input', {bubbles: true}))", text);
    }

    private void letsNobodyActWhoHasNotSignedInOrWhoComesFromElsewhere() throws Exception {
        browser.open("/dead-letters");
        assertThat(browser.text("#groups tbody tr")).startsWith(COUNT + " lrs");
        assertThat(browser.all("#letters input, fieldset")).isEmpty();
        assertThat(serai.get("/route/destination-lrs").body()).contains(COUNT + " dead letters")
                .doesNotContain("HttpOperationFailedException");
        assertThat(serai.get("/route/destination-lrs", "Cookie", serai.session()).body()).contains("HttpOperationFailedException");
        browser.open("/dead-letter/lrs-1");
        assertThat(browser.text("main")).contains("refused 400").doesNotContain("no such learner", "email@gmail.com", "Tester");

        HttpResponse<String> anonymous = serai.post("/dead-letters", "act=retry&scope=all", "Origin", serai.address);
        assertThat(anonymous.statusCode()).isEqualTo(303);
        assertThat(anonymous.headers().firstValue("Location")).hasValue("/sign-in");
        String cookie = serai.post("/sign-in", "name=operator&password=" + serai.password(), "Origin", serai.address).headers()
                .firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/");
        String session = cookie.split(";")[0];
        assertThat(serai.post("/dead-letters", "act=retry&scope=all", "Origin", serai.address, "Cookie", session).statusCode())
                .isEqualTo(403);
        assertThat(
                serai.post("/dead-letters", "act=retry&scope=all", "Origin", "http://evil.example", "Cookie", session).statusCode())
                .isEqualTo(403);
        assertThat(serai.get("/audit").statusCode()).isEqualTo(303);
        assertThat(lrs().deadLettered()).isEqualTo(COUNT);
    }
}
