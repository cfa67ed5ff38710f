package serai.cli.configure.create;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.WorkedExampleTest;
import serai.testkit.EmbeddedSerai;
import serai.testkit.http.HttpSink;
import serai.testkit.process.SeraiFolder;
import serai.testkit.process.SeraiProcess;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A newcomer's five minutes, in processes of their own: new, check, test, run, and an event that arrives. */
class NewcomerTest {

    /** In ASCII: how a variable has other letters depends on the machine's locale. */
    private static final String PASSWORD = "a password of the inn";

    @TempDir
    private Path path;

    @Test
    void aNewDestinationIsMadeCheckedTestedAndDeliveredTo() throws Exception {
        WorkedExampleTest.copy(Path.of("routes"), path.resolve("routes"));
        SeraiFolder folder = new SeraiFolder(path).with("serai.routes", "file:routes")
                .withVariable("SERAI_PRAESIDIUM_PASSWORD", PASSWORD)
                .withVariable("SERAI_DESTINATION_CRM_API_KEY", "k3y-of-crm");
        folder.settings().remove("serai.praesidium.password");
        folder.write();
        try (HttpSink crm = new HttpSink()) {
            assertThat(ran(folder, "new", "destination", "crm", "--kind", "http", "--address", crm.url(), "--yes"))
                    .contains("new      routes/destination-crm.camel.yaml", "+                       uri: "
                            + "journal:archive,warehouse,lrs,crm", "./serai check finds no error.",
                            "1. edit routes/crm.jslt", "2. ./serai test routes/destination-crm.test.yaml", "3. ./serai run");
            assertThat(ran(folder, "check")).isEqualTo("Nothing is wrong.%n".formatted());
            assertThat(ran(folder, "test")).contains("routes/destination-crm.test.yaml", " 0 failed");

            try (SeraiProcess run = folder.startAsEdited("run").untilRunning()) {
                assertThat(post(folder.webhook())).isEqualTo(202);
                await().atMost(Duration.ofSeconds(30)).until(() -> !crm.requests().isEmpty());
            }

            assertThat(crm.requests()).singleElement().satisfies(request -> {
                assertThat(request.header("X-Api-Key")).isEqualTo("k3y-of-crm");
                assertThat(request.body()).contains("\"employeeNumber\":", "\"course\":{\"code\":");
            });
            assertThat(Files.readString(path.resolve("application.properties"))).doesNotContain("k3y-of-crm");
        }
    }

    private static String ran(SeraiFolder folder, String... arguments) throws Exception {
        try (SeraiProcess process = folder.startAsEdited(arguments)) {
            assertThat(process.exitCode()).as(process.out() + process.errors()).isZero();
            return process.out();
        }
    }

    private static int post(URI webhook) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(webhook).header("Content-Type", "application/json")
                .header("Authorization", EmbeddedSerai.basic("praesidium", PASSWORD))
                .POST(HttpRequest.BodyPublishers.ofString(EmbeddedSerai.resource("praesidium-course-completed.json"))).build(),
                HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
