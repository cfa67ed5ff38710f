package serai.console;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.cli.Main;
import serai.testkit.EmbeddedSerai;
import serai.testkit.browser.Browser;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

/** What holds for each page: one that is empty teaches, each has its command to copy, times are the reader's with UTC beside. */
class EveryPageTest {

    private static final List<String> PAGES =
            List.of("/", "/over-time", "/find", "/dead-letters", "/people", "/routes", "/route/router", "/audit", "/sign-in");

    private final Set<String> events = new HashSet<>(); // that pages teach to post

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
            browser.driver().executeCdpCommand("Emulation.setTimezoneOverride", Map.of("timezoneId", ""));
            browser.close();
        }
        serai.close();
    }

    /** One Serai for all of it: starting it takes longer than what it shows. */
    @Test
    void teachesWhereItIsEmptyAndHasItsCommandToCopyAndTellsTheReadersTime() throws Exception {
        browser.open("/sign-in").everywhere("sign-in");
        browser.type("#name", "operator").type("#password", "a wrong password").click("form.stack button");
        await().atMost(30, SECONDS).until(() -> !browser.text("[role=alert]").isEmpty());
        browser.everywhere("sign-in-refused");
        serai.signIn(browser);
        teaches();
        copiesItsCommand();
        serai.runtime.sandbox().http().lrs().answersWhereBodyHas("aaaaaaaa-bbbb", 400, "{}");
        serai.post(EmbeddedSerai.resource("praesidium-course-completed.json"));
        await().atMost(30, SECONDS).until(() -> serai.runtime.serai().journal().balances().values().stream()
                .anyMatch(balance -> balance.deadLettered() == 1));
        tellsTheReadersTime();
        assertThat(events).isNotEmpty();
        for (String event : events) {
            assertThat(serai.post(event)).as(event).isEqualTo(202);
        }
        assertThat(browser.complaints()).allMatch(line -> line.contains("401") || line.contains("400"), "of the wrong password");
    }

    private void teaches() throws Exception {
        Map<String, String> empty = new TreeMap<>(Map.of("/", "curl -u praesidium", "/over-time", "simulate praesidium",
                "/dead-letters", "There are no dead letters here", "/people", "No record waits", "/audit", "No operator has done",
                "/record/1", "The journal has no record 1", "/dead-letter/lrs-1", "lrs-1"));
        for (Map.Entry<String, String> one : empty.entrySet()) {
            browser.open(one.getKey());
            assertThat(browser.text("main")).as(one.getKey()).contains(one.getValue());
            browser.everywhere("empty" + one.getKey().replace('/', '-'));
            understandsItsCommands();
        }
        browser.open("/find").type("#f-type", "COURSE_COMPLETED").click("#find button");
        await().atMost(30, SECONDS).until(() -> browser.text("main").contains("No record matches."));
        assertThat(browser.text("main")).as("what to do where nothing has come yet").contains("simulate praesidium");
        browser.everywhere("empty-find");
        understandsItsCommands();
    }

    /** A command that a page teaches is one that there is, and its curl line posts an event that is taken. */
    private void understandsItsCommands() throws Exception {
        List<String> lines = new ArrayList<>(browser.text("main pre code").replaceAll("\\\\?\n  ", "").lines().toList());
        lines.add(browser.text("#command"));
        for (String line : lines) {
            Matcher posted = Pattern.compile("curl .* -d '(.*)'").matcher(line);
            if (posted.matches()) {
                events.add(posted.group(1));
            } else if (!line.isEmpty()) {
                String[] words = line.substring("./serai ".length()).split(" ");
                assertThatCode(() -> Main.commandLine(words).parseArgs(words)).as(line).doesNotThrowAnyException();
            }
        }
    }

    private void copiesItsCommand() {
        browser.driver().executeCdpCommand("Browser.grantPermissions",
                Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
        for (String page : PAGES) {
            browser.open(page);
            String command = browser.text("#command");
            assertThat(command).as(page).startsWith("./serai ");
            browser.click("[data-copy=command]");
            await().atMost(30, SECONDS).until(() -> browser.text("[data-copy=command]").equals("Copied"));
            assertThat(browser.driver().executeAsyncScript("""
                    const done = arguments[0];
                    navigator.clipboard.readText().then(done, error => done(String(error)))""")).as(page).isEqualTo(command);
        }
    }

    /** Whatever says UTC is a time of a reader in Kolkata, with UTC beside it, or says that UTC is what is to be typed. */
    private void tellsTheReadersTime() {
        browser.driver().executeCdpCommand("Emulation.setTimezoneOverride", Map.of("timezoneId", "Asia/Kolkata"));
        for (String page : List.of("/record/1", "/dead-letters", "/dead-letter/lrs-1", "/route/destination-lrs", "/over-time")) {
            browser.open(page);
            List<?> times = (List<?>) browser.script("return [...document.querySelectorAll('time')].map(one => one.textContent)");
            if (!page.equals("/over-time")) {
                assertThat(times).as(page).isNotEmpty();
            }
            assertThat(times).as(page).allSatisfy(time -> assertThat(String.valueOf(time))
                    .matches("\\w{3} \\d{1,2}, \\d{4}, .*[AP]M \\(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC\\)"));
            assertThat((List<?>) browser.script("""
                    const walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT), found = [];
                    while (walk.nextNode()) {
                      const text = walk.currentNode.data;
                      if (/\\d UTC/.test(text) && !walk.currentNode.parentElement.closest('time, .u-legend')) found.push(text);
                    }
                    return found""")).as("UTC alone on %s", page).isEmpty();
        }
    }
}
