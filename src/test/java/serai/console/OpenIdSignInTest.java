package serai.console;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.model.Digest;
import serai.testkit.FreePort;
import serai.testkit.Logged;
import serai.testkit.browser.Browser;
import serai.testkit.http.StandInIssuer;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Whether people sign in by an OpenID Connect issuer, with the role of their groups, and nobody by a token that isn't theirs. */
class OpenIdSignInTest {

    private static StandInIssuer issuer;
    private static ConsoleRun serai;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        issuer = new StandInIssuer();
        String port = FreePort.text();
        serai = ConsoleRun.start(data, "camel.management.port", port, "serai.console.openid.page", "http://localhost:" + port,
                "serai.console.openid.issuer", issuer.address(), "serai.console.openid.client", StandInIssuer.CLIENT,
                "serai.console.openid.secret", StandInIssuer.SECRET, "serai.console.openid.operators", "admins, ops",
                "serai.console.openid.viewers", "staff");
    }

    @AfterAll
    static void stop() {
        if (serai != null) {
            serai.close();
        }
        issuer.close();
    }

    @AfterEach
    void forget() {
        issuer.claims.clear();
        issuer.signsWithAnotherKey = false;
    }

    private record Back(String path, String cookie) {
    }

    /** Goes to the issuer and comes back, as a browser does. */
    private static Back signedInAtTheIssuer() throws Exception {
        HttpResponse<String> leave = serai.get("/sign-in/openid");
        assertThat(leave.statusCode()).isEqualTo(303);
        String cookie = leave.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("HttpOnly", "SameSite=Lax", "Max-Age=600");
        HttpResponse<Void> there = HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(URI.create(leave.headers().firstValue("Location").orElseThrow())).build(),
                BodyHandlers.discarding());
        String back = there.headers().firstValue("Location").orElseThrow();
        assertThat(back).startsWith(serai.address + "/sign-in/openid/back?code=");
        return new Back(back.substring(serai.address.length()), cookie.split(";")[0]);
    }

    private static HttpResponse<String> back(Back with) throws Exception {
        return serai.get(with.path, "Cookie", with.cookie);
    }

    private static String session(HttpResponse<String> welcome) {
        return welcome.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    }

    @Test
    void givesEverybodyTheRoleOfTheirGroups() throws Exception {
        assertThat(serai.get("/sign-in").body()).contains("href=\"/sign-in/openid\"");
        HttpResponse<String> welcome = back(signedInAtTheIssuer());
        assertThat(welcome.statusCode()).isEqualTo(200);
        assertThat(welcome.headers().firstValue("Set-Cookie").orElseThrow()).contains("HttpOnly", "SameSite=Strict");
        HttpResponse<String> audit = serai.get("/audit", "Cookie", session(welcome));
        assertThat(audit.statusCode()).isEqualTo(200);
        assertThat(audit.body()).contains("anna@example.org, operator");

        issuer.claims.put("groups", List.of("staff", "others"));
        String viewer = session(back(signedInAtTheIssuer()));
        assertThat(serai.get("/", "Cookie", viewer).body()).contains("anna@example.org, viewer");
        assertThat(serai.get("/audit", "Cookie", viewer).statusCode()).isEqualTo(403);

        issuer.claims.put("groups", List.of("others"));
        assertThat(back(signedInAtTheIssuer()).statusCode()).isEqualTo(401);
    }

    @Test
    void isAnotherInTheAuditLogThanTheUserOfTheSameName() throws Exception {
        String session = session(back(signedInAtTheIssuer()));
        String token = serai.get("/", "Cookie", session).body().replaceFirst("(?s).*name=\"token\" value=\"([^\"]+)\".*", "$1");
        serai.post("/people", "token=" + token + "&act=link&learner=mct:13273&person=E-7&why=asked", "Origin", serai.address,
                "Cookie", session);

        assertThat(serai.get("/audit", "Cookie", session).body()).contains("openid:anna@example.org").doesNotContain("page:anna");
    }

    /** Whose name is an address, the log calls by a hash. */
    @Test
    void logsWhoSignsInWithoutAName() throws Exception {
        try (Logged log = new Logged()) {
            back(signedInAtTheIssuer());
            back(signedInAtTheIssuer());

            String hash = HexFormat.of().formatHex(Digest.sha256((issuer.address() + " 4711").getBytes(UTF_8)), 0, 6);
            assertThat(log.lines()).hasSize(2).allSatisfy(line -> assertThat(line)
                    .endsWith(" - openid:%s (operator, by %s) has signed in to the operations page from 127.0.0.1.".formatted(hash,
                            issuer.address())))
                    .noneMatch(line -> line.contains("@"));
        }
    }

    @Test
    void letsNobodyInByAnotherBrowsersSignInOrASecondTime() throws Exception {
        Back mine = signedInAtTheIssuer();
        Back others = signedInAtTheIssuer();
        assertThat(serai.get(mine.path).statusCode()).as("without the cookie").isEqualTo(401);
        assertThat(back(new Back(mine.path, others.cookie)).statusCode()).as("with another browser's").isEqualTo(401);
        assertThat(back(mine).statusCode()).isEqualTo(200);
        assertThat(back(mine).statusCode()).as("a second time").isEqualTo(401);

        Back stolen = signedInAtTheIssuer(); // its code is put into a sign-in that the thief has begun
        Back begun = signedInAtTheIssuer();
        Matcher code = Pattern.compile("code=([^&]+)").matcher(stolen.path);
        assertThat(code.find()).isTrue();
        HttpResponse<String> injected =
                back(new Back(begun.path.replaceFirst("code=[^&]+", "code=" + code.group(1)), begun.cookie));
        assertThat(injected.statusCode()).as("PKCE").isNotEqualTo(200);
        assertThat(injected.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"nonce, of-another-sign-in", "aud, another-client", "iss, http://localhost:2", "exp, 1000000000", "key, another"})
    void letsNobodyInByAnIdTokenThatIsNotForIt(String claim, String value) throws Exception {
        if (claim.equals("key")) {
            issuer.signsWithAnotherKey = true;
        } else {
            issuer.claims.put(claim, value.matches("\\d+") ? (Object) Long.valueOf(value) : value);
        }
        HttpResponse<String> refused = back(signedInAtTheIssuer());
        assertThat(refused.statusCode()).isIn(401, 429);
        assertThat(refused.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(refused.body()).contains("Sign in with your organisation");
    }

    /** The session's cookie is kept from other sites, and a browser comes from one. */
    @Test
    void signsAPersonInWhoComesFromAnotherSite() throws Exception {
        try (Browser browser = serai.browser()) {
            browser.open("/sign-in").everywhere("sign-in-openid");
            browser.click("main a.button");
            await().atMost(30, SECONDS).until(() -> browser.text(".who").contains("anna@example.org, operator"));
            assertThat(browser.path()).isEqualTo("/");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void leavesAThreadForThePagesWhileTheIssuerIsSlow() throws Exception {
        List<Back> several = List.of(signedInAtTheIssuer(), signedInAtTheIssuer(), signedInAtTheIssuer());
        issuer.holds = new CountDownLatch(1);
        try {
            int before = issuer.asked.get();
            List<CompletableFuture<?>> backs = new ArrayList<>();
            several.forEach(one -> backs.add(HttpClient.newHttpClient().sendAsync(
                    HttpRequest.newBuilder(URI.create(serai.address + one.path)).header("Cookie", one.cookie).build(),
                    BodyHandlers.discarding())));
            await().atMost(30, SECONDS).until(() -> issuer.asked.get() > before);

            assertThat(serai.get("/").statusCode()).isEqualTo(200); // within ten seconds, for which one waits for the issuer
        } finally {
            issuer.holds.countDown();
        }
    }

    @Test
    void letsNobodyInByAPasswordWhereNoUsersAreNamed() throws Exception {
        assertThat(serai.data.resolve("console.password")).doesNotExist();
        assertThat(serai.get("/sign-in").body()).doesNotContain("type=\"password\"", "console.password");
        assertThat(serai.post("/sign-in", "name=operator&password=x", "Origin", serai.address).statusCode()).isEqualTo(401);
    }
}
