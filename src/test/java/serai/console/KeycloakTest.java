package serai.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import serai.testkit.FreePort;
import serai.testkit.PrivateFolder;
import serai.testkit.Skipped;
import serai.testkit.browser.Browser;
import serai.testkit.http.StandInIssuer;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Whether people sign in by Keycloak, by its groups, and whoever comes first after it has changed its keys. */
class KeycloakTest {

    private static final String VERSION = "26.5.6";
    private static final Path ARCHIVE =
            Path.of(System.getProperty("user.home"), ".m2/repository/org/keycloak/keycloak-quarkus-dist",
                    VERSION, "keycloak-quarkus-dist-" + VERSION + ".zip");
    private static final String SKIPPED =
            ("NOBODY HAS SIGNED IN BY KEYCLOAK: that takes 165 MB from Maven Central (mvn dependency:get "
                    + "-Dtransitive=false -Dartifact=org.keycloak:keycloak-quarkus-dist:%s:zip)").formatted(VERSION);

    @TempDir
    private Path folder;
    private final HttpClient client = HttpClient.newHttpClient();
    private final String port = FreePort.text();
    private final String page = FreePort.text();

    @Test
    void signsPeopleInByTheirGroupsAlsoAfterAChangeOfKeys() throws Exception {
        Skipped.unless(Files.exists(ARCHIVE), SKIPPED);
        Process keycloak = keycloak();
        try {
            await().atMost(300, SECONDS).ignoreExceptionsInstanceOf(IOException.class).until(() -> keysOf().statusCode() == 200);
            try (ConsoleRun serai = ConsoleRun.start(folder.resolve("data"), "camel.management.port", page,
                    "serai.console.openid.page", "http://localhost:" + page, "serai.console.openid.issuer",
                    "http://127.0.0.1:" + port + "/realms/serai", "serai.console.openid.client", StandInIssuer.CLIENT,
                    "serai.console.openid.secret", StandInIssuer.SECRET, "serai.console.openid.operators", "ops",
                    "serai.console.openid.viewers", "staff");
                    Browser browser = serai.browser()) {
                signsIn(browser, "anna");
                await().atMost(60, SECONDS).until(() -> browser.text(".who").contains("anna, operator"));
                String before = keysOf().body();
                changeKeys();
                assertThat(keysOf().body()).isNotEqualTo(before);
                signsIn(browser, "ben");
                await().atMost(60, SECONDS).until(() -> browser.text(".who").contains("ben, viewer"));
                signsIn(browser, "cleo");
                await().atMost(60, SECONDS).until(() -> browser.text("[role=alert]").contains("was not let in"));
            }
        } finally {
            Stream.concat(keycloak.descendants(), Stream.of(keycloak.toHandle())).toList().forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** Types name and password at Keycloak's page, in a browser that neither side knows. */
    private static void signsIn(Browser browser, String name) {
        browser.driver().executeCdpCommand("Network.clearBrowserCookies", Map.of());
        browser.open("/sign-in").click("main a.button");
        await().atMost(60, SECONDS).until(() -> !browser.all("#password").isEmpty());
        browser.type("#username", name).type("#password", "of a test").press(Keys.ENTER);
    }

    private Process keycloak() throws Exception {
        run(new ProcessBuilder("unzip", "-q", ARCHIVE.toString(), "-d", folder.toString()));
        Path home = folder.resolve("keycloak-" + VERSION);
        Path realm = PrivateFolder.make(home.resolve("data/import")).resolve("serai.json");
        Files.writeString(realm, Files.readString(Path.of("src/test/resources/keycloak-realm.json")).replace("${page}", page));
        ProcessBuilder process = new ProcessBuilder(home.resolve("bin/kc.sh").toString(), "start-dev", "--http-host=127.0.0.1",
                "--http-port=" + port, "--import-realm").redirectErrorStream(true)
                .redirectOutput(folder.resolve("keycloak.log").toFile());
        process.environment().putAll(Map.of("KC_BOOTSTRAP_ADMIN_USERNAME", "admin", "KC_BOOTSTRAP_ADMIN_PASSWORD", "of a test",
                "JAVA_OPTS_KC_HEAP", "-Xmx512m"));
        return process.start();
    }

    private static void run(ProcessBuilder command) throws Exception {
        assertThat(command.inheritIO().start().waitFor()).isZero();
    }

    private HttpResponse<String> keysOf() throws Exception {
        return client.send(HttpRequest.newBuilder(at("/realms/serai/protocol/openid-connect/certs")).build(),
                BodyHandlers.ofString());
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** As an administrator does: a new pair of keys, with which it signs from now on. */
    private void changeKeys() throws Exception {
        HttpResponse<String> token = client.send(HttpRequest.newBuilder(at("/realms/master/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=password&client_id=admin-cli&username=admin&password=of+a+test")).build(),
                BodyHandlers.ofString());
        JsonNode answer = new JsonMapper().readTree(token.body());
        HttpResponse<String> made = client.send(HttpRequest.newBuilder(at("/admin/realms/serai/components"))
                .header("Authorization", "Bearer " + answer.path("access_token").asText())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("""
                        {"name": "new", "providerId": "rsa-generated", "providerType": "org.keycloak.keys.KeyProvider",
                         "config": {"priority": ["1000"]}}""")).build(), BodyHandlers.ofString());
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    }
}
