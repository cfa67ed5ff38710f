package serai.console;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.journal.Balance;
import serai.testkit.EmbeddedSerai;
import serai.testkit.Logged;
import serai.testkit.browser.Browser;
import serai.testkit.http.HashedPassword;
import serai.webhook.server.ManagementServer;

import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the page does against whoever sends something hostile, makes others ask for it, or may do less than they try. */
class PageDefencesTest {

    private static final String HOSTILE = "<img src=x onerror=alert(1)>";
    private static ConsoleRun serai;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        Path users = Files.writeString(folder.resolve("users"), "anna:operator:%1$s%nben:viewer:%1$s%n".formatted(
                HashedPassword.HASH_OF_FIRST));
        serai = ConsoleRun.start(folder.resolve("data"), "serai.console.users", users.toString());
        serai.runtime.sandbox().http().lrs().answersWhereBodyHas("aaaaaaaa-bbbb", 400, "<script>alert(1)</script>");
        serai.post(EmbeddedSerai.resource("praesidium-course-completed.json").replace("Duty to Report: Mandated Reporter", HOSTILE)
                .replace("\"Tester\"", "\"" + HOSTILE + "\""));
        await().atMost(30, SECONDS).until(() -> lrs().deadLettered() == 1);
    }

    @AfterAll
    static void stop() {
        if (serai != null) {
            serai.close();
        }
    }

    private static Balance lrs() {
        return serai.runtime.serai().journal().balances().getOrDefault("lrs", new Balance(0, 0, 0, 0, 0));
    }

    private static String session(String user) throws Exception {
        return serai
                .post("/sign-in", "name=" + user + "&password=" + URLEncoder.encode(HashedPassword.FIRST, StandardCharsets.UTF_8),
                        "Origin", serai.address)
                .headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    }

    private static String token(String session) throws Exception {
        return serai.get("/", "Cookie", session).body().replaceFirst("(?s).*name=\"token\" value=\"([^\"]+)\".*", "$1");
    }

    @Test
    void showsWhatComesFromOutsideAsText() throws Exception {
        String session = session("anna");
        for (String page : List.of("/record/1", "/dead-letter/lrs-1")) {
            assertThat(serai.get(page, "Cookie", session).body()).as(page).contains("&lt;img src=x onerror=alert(1)&gt;")
                    .doesNotContain("<img src=x", "<script>");
        }
        String asked = URLEncoder.encode("\"><script>alert(1)</script>", StandardCharsets.UTF_8);
        assertThat(serai.post("/find", "type=COURSE_COMPLETED", "Origin", serai.address, "Cookie", session).body())
                .contains("&lt;img src=x").doesNotContain("<img src=x");
        assertThat(serai.post("/find", "course=" + asked, "Origin", serai.address, "Cookie", session).body())
                .doesNotContain("<script>alert");
        for (String page : List.of("/dead-letters?destination=" + asked, "/dead-letters?since=" + asked, "/route/" + asked,
                "/dead-letter/" + asked, "/people?done=" + asked, "/over-time?span=" + asked)) {
            assertThat(serai.get(page, "Cookie", session).body()).as(page).doesNotContain("<script>alert");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/over-time.json", "/assets/console.js", "/assets/nothing", "/record/99", "/sign-in", "/audit"})
    void tellsBrowsersToKeepEachAnswerToThePage(String path) throws Exception {
        HttpResponse<String> answer = serai.get(path, "Origin", "https://evil.example");

        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(answer.headers().firstValue("Cross-Origin-Resource-Policy")).hasValue("same-origin");
        assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void refusesARequestThatCanNotBeRead() throws Exception {
        assertThat(serai.post("/find", "type=%zz", "Origin", serai.address).statusCode()).isEqualTo(400);
        try (Logged log = new Logged()) {
            assertThat(raw("GET /record/%zz HTTP/1.1")).startsWith("HTTP/1.1 400 ");
            assertThat(raw("GET /?a=%zz HTTP/1.1")).startsWith("HTTP/1.1 400 ");
            assertThat(raw("POST /find?a=%zz HTTP/1.1\r\nSec-Fetch-Site: same-origin\r\nContent-Length: 0"))
                    .startsWith("HTTP/1.1 400 ");
            assertThat(raw("GET /dead-letters/events?a=%zz HTTP/1.1")).startsWith("HTTP/1.1 400 ");
            assertThat(log.lines()).as("what anybody can have the log say").isEmpty();
        }
        assertThat(serai.get("/dead-letters/events?since=yesterday").statusCode()).isEqualTo(400);
    }

    @Test
    void readsALongRecordOfAnOperatorWhoEditsItAndOfNobodyElse() throws Exception {
        String form = "id=lrs-1&record=" + "x".repeat(200_000);

        assertThat(serai.post("/dead-letter-check", form, "Origin", serai.address, "Cookie", session("anna")).statusCode())
                .isEqualTo(200);
        assertThat(serai.post("/dead-letter-check", form, "Origin", serai.address, "Cookie", session("ben")).statusCode())
                .isEqualTo(403);
        assertThat(serai.post("/dead-letter-check", form, "Origin", serai.address).statusCode()).isEqualTo(303);
        assertThat(serai.post("/people", form, "Origin", serai.address, "Cookie", session("anna")).statusCode()).isEqualTo(413);
        assertThat(serai.post("/dead-letter-check", "record=" + "x".repeat((int) ManagementServer.LONG_BODY_MAX_BYTES), "Origin",
                serai.address, "Cookie", session("anna")).statusCode()).isEqualTo(413);
    }

    private static String raw(String line) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), URI.create(serai.address).getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write((line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void changesNothingByALinkThatSomebodyFollows() throws Exception {
        String session = session("anna");
        String form = "?act=drop&scope=all&why=x&token=" + token(session);

        assertThat(serai.get("/dead-letters" + form, "Cookie", session).statusCode()).isEqualTo(200);
        assertThat(serai.get("/dead-letter-edit" + form, "Cookie", session).statusCode()).isEqualTo(405);
        assertThat(serai.get("/sign-out" + form, "Cookie", session).statusCode()).isEqualTo(405);

        assertThat(lrs().deadLettered()).isEqualTo(1);
        assertThat(serai.get("/audit", "Cookie", session).body()).contains("No operator has done anything yet");
    }

    @Test
    void letsAViewerSeeCountsAndDoNothing() throws Exception {
        String session = session("ben");
        String token = token(session);
        for (String act : List.of("/dead-letters", "/dead-letter-edit", "/dead-letter-check", "/people")) {
            assertThat(serai.post(act, "token=" + token + "&act=drop&scope=all&why=x&id=lrs-1&record={}", "Origin", serai.address,
                    "Cookie", session).statusCode()).as(act).isEqualTo(403);
        }
        for (String page : List.of("/audit", "/audit.ndjson")) {
            assertThat(serai.get(page, "Cookie", session).statusCode()).as(page).isEqualTo(403);
        }
        for (String page : List.of("/record/1", "/dead-letter/lrs-1", "/dead-letters", "/people?candidates=yes",
                "/route/destination-lrs")) {
            assertThat(serai.get(page, "Cookie", session).body()).as(page).contains("ben, viewer").doesNotContain("email@gmail.com",
                    "Testerman");
        }
        assertThat(serai.post("/find", "learner=email@gmail.com", "Origin", serai.address, "Cookie", session).body())
                .doesNotContain("email@gmail.com");
        assertThat(lrs().deadLettered()).isEqualTo(1);
    }

    @Test
    void givesEachSignInASessionOfItsOwn() throws Exception {
        String first = session("anna");

        assertThat(session("anna")).isNotEqualTo(first);
        assertThat(first.substring(first.indexOf('=') + 1)).as("256 bits").hasSizeGreaterThanOrEqualTo(43);
    }

    @Test
    void keepsNothingInTheBrowserButTheCookieThatNoScriptReads() {
        try (Browser browser = serai.browser()) {
            browser.open("/sign-in");
            assertThat(browser.find("#password").getDomAttribute("type")).isEqualTo("password");
            assertThat(browser.find("#password").getDomAttribute("autocomplete")).isEqualTo("current-password");
            browser.type("#name", "anna").type("#password", HashedPassword.FIRST).click("form.stack button");
            await().atMost(30, SECONDS).until(() -> browser.text(".who").contains("anna"));
            for (String page : List.of("/", "/over-time", "/find", "/record/1", "/dead-letters", "/dead-letter/lrs-1", "/routes",
                    "/people", "/audit")) {
                browser.open(page);
                assertThat(browser.text(".who button")).as(page).isEqualTo("Sign out");
                assertThat(browser.driver().executeAsyncScript("""
                        const done = arguments[0];
                        indexedDB.databases().then(all => done([document.cookie, localStorage.length, sessionStorage.length, all.length,
                            window.alerted ?? ''].join()))""")).as(page).isEqualTo(",0,0,0,");
            }
            assertThat((List<?>) browser.driver().executeCdpCommand("Network.getCookies", Map.of()).get("cookies")).hasSize(1);
            browser.click(".who button");
            await().atMost(30, SECONDS).until(() -> browser.text(".who").contains("Sign in"));
            assertThat((List<?>) browser.driver().executeCdpCommand("Network.getCookies", Map.of()).get("cookies")).isEmpty();
            assertThat(browser.complaints()).isEmpty();
        }
    }
}
