package serai.settings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.EmbeddedSerai;
import serai.testkit.Golden;
import serai.testkit.Skipped;
import serai.testkit.http.HttpSink;
import serai.testkit.process.SeraiFolder;
import serai.testkit.process.SeraiProcess;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A password in a file, as systemd, Docker and Kubernetes hand it over, that somebody exchanges. */
class SecretFileTest {

    private static final String FIRST = "the first password of this test";
    private static final String SECOND = "the second password of this test";

    @TempDir
    private Path folder;

    private static void post(SeraiFolder serai, String event) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(serai.webhook())
                .header("Authorization", EmbeddedSerai.basic("praesidium", EmbeddedSerai.PASSWORD))
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofByteArray(Golden.read(event)))
                .build();
        assertThat(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(202);
    }

    @Test
    void isReadAnewByAReload() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), FIRST + "\n");
        try (HttpSink lrs = new HttpSink()) {
            SeraiFolder serai = new SeraiFolder(folder).with("serai.lrs.url", lrs.url()).with("serai.lrs.username", "serai")
                    .withVariable("SERAI_LRS_PASSWORD_FILE", secret.toString());
            try (SeraiProcess running = serai.start("run").untilRunning()) {
                post(serai, "events/praesidium-course-completed.json");
                untilAskedWith(FIRST, lrs);

                Files.writeString(secret, SECOND + "\n");
                try (SeraiProcess reload = serai.start("reload")) {
                    assertThat(reload.exitCode()).as(reload.errors() + reload.out() + running.errors()).isZero();
                }

                post(serai, "events/praesidium-learning-path-completed.json");
                untilAskedWith(SECOND, lrs);
            }
        }
    }

    /** An umlaut of a password would become another letter without a word, and be refused by whoever is asked with it. */
    @Test
    void aVariableThatTheLocaleCannotReadIsRefused() throws Exception {
        Skipped.unless(StandardCharsets.UTF_8.name().equals(System.getProperty("sun.jnu.encoding")),
                "NO VARIABLE WITH AN UMLAUT WAS GIVEN: this process can't write one either");
        SeraiFolder serai =
                new SeraiFolder(folder).withVariable("LC_ALL", "C").withVariable("SERAI_LRS_PASSWORD", "w\u00f6rd of lrs");
        try (SeraiProcess process = serai.start("run")) {
            assertThat(process.exitCode()).isEqualTo(1);
            assertThat(process.errors()).contains("serai.lrs.password", "set LC_ALL=C.UTF-8", "SERAI_LRS_PASSWORD_FILE")
                    .doesNotContain("rd of lrs");
        }
    }

    private static void untilAskedWith(String password, HttpSink lrs) {
        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(lrs.requests()).isNotEmpty().last()
                .satisfies(
                        request -> assertThat(request.header("Authorization")).isEqualTo(EmbeddedSerai.basic("serai", password))));
    }
}
