package serai.console;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import serai.testkit.FreePort;
import serai.testkit.Skipped;
import serai.testkit.browser.Browser;
import serai.testkit.http.StandInIssuer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Whether people sign in by an OpenID provider of others, which is certified by the OpenID Foundation: {@code oidc-provider}, in
 * memory. As at Okta, groups come only if their scope is asked for.
 */
class RealIssuerTest {

    private static final Path FOLDER = Path.of("src/test/judges");
    private static final String SKIPPED =
            "NO REAL OPENID PROVIDER HAS SIGNED ANYBODY IN: that takes Node.js, and npm ci in src/test/judges";

    @Test
    void signsPeopleInAndNobodyWhoIsInNoGroup(@TempDir Path folder) throws Exception {
        Skipped.unless(Files.exists(FOLDER.resolve("node_modules/oidc-provider/package.json")), SKIPPED);
        String port = FreePort.text();
        String page = FreePort.text();
        Path log = folder.resolve("issuer.log");
        Process issuer = new ProcessBuilder("node", "issuer.js", port, "http://localhost:" + page + "/sign-in/openid/back")
                .directory(FOLDER.toFile()).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            await().atMost(60, SECONDS).until(() -> Files.readString(log).contains("listening"));
            try (ConsoleRun serai = ConsoleRun.start(folder.resolve("data"), "camel.management.port", page,
                    "serai.console.openid.page", "http://localhost:" + page, "serai.console.openid.issuer",
                    "http://127.0.0.1:" + port, "serai.console.openid.client", StandInIssuer.CLIENT, "serai.console.openid.secret",
                    StandInIssuer.SECRET, "serai.console.openid.scope", "openid profile groups", "serai.console.openid.operators",
                    "ops", "serai.console.openid.viewers", "staff");
                    Browser browser = serai.browser()) {
                signsIn(browser, "ops-anna");
                await().atMost(30, SECONDS).until(() -> browser.text(".who").contains("ops-anna, operator"));
                assertThat(browser.path()).isEqualTo("/");
                browser.open("/audit");
                assertThat(browser.text("h1")).isEqualTo("Audit");
                signsOut(browser);

                signsIn(browser, "staff-ben");
                await().atMost(30, SECONDS).until(() -> browser.text(".who").contains("staff-ben, viewer"));
                signsOut(browser);

                signsIn(browser, "guests-cleo");
                await().atMost(30, SECONDS).until(() -> browser.text("[role=alert]").contains("was not let in"));

                forget(browser);
                browser.open("/sign-in").click("main a.button");
                await().atMost(30, SECONDS).until(() -> !browser.all("a[href*=abort]").isEmpty());
                browser.click("a[href*=abort]");
                await().atMost(30, SECONDS).until(() -> browser.text("[role=alert]").contains("was not let in"));
            }
        } finally {
            issuer.destroyForcibly().waitFor();
        }
    }

    /** Types the name at the issuer's page, and agrees there that Serai may know it. */
    private static void signsIn(Browser browser, String name) {
        browser.open("/sign-in").click("main a.button");
        await().atMost(30, SECONDS).until(() -> !browser.all("input[name=login]").isEmpty());
        browser.type("input[name=login]", name).type("input[name=password]", "any").press(Keys.ENTER);
        await().atMost(30, SECONDS).until(() -> browser.all("input[name=login]").isEmpty() && !browser.all("button").isEmpty());
        browser.click("button[type=submit]");
    }

    private static void signsOut(Browser browser) {
        browser.click(".who button");
        await().atMost(30, SECONDS).until(() -> browser.text(".who").contains("Sign in"));
        forget(browser);
    }

    /** Of the issuer too. */
    private static void forget(Browser browser) {
        browser.driver().executeCdpCommand("Network.clearBrowserCookies", Map.of());
    }
}
