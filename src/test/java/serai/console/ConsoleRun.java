package serai.console;

import org.openqa.selenium.Keys;
import serai.cli.run.StandaloneRuntime;
import serai.testkit.EmbeddedSerai;
import serai.testkit.FreePort;
import serai.testkit.browser.Browser;
import serai.testkit.browser.CompiledTemplates;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

/** A Serai with its operations page, as {@code ./serai run} starts it but for ports and folder. */
final class ConsoleRun implements AutoCloseable {

    final StandaloneRuntime runtime;
    final Path data;
    final String address;
    private final HttpClient client = HttpClient.newHttpClient();

    private ConsoleRun(StandaloneRuntime runtime, Path data, String address) {
        this.runtime = runtime;
        this.data = data;
        this.address = address;
    }

    static ConsoleRun start(Path data, String... settings) throws Exception {
        CompiledTemplates.ensure();
        Properties all = FreePort.settings();
        all.setProperty("serai.data", data.toString());
        all.setProperty("serai.praesidium.password", EmbeddedSerai.PASSWORD);
        all.setProperty("serai.mct.enabled", "false");
        for (int i = 0; i < settings.length; i += 2) {
            all.setProperty(settings[i], settings[i + 1]);
        }
        StandaloneRuntime runtime = new StandaloneRuntime(all);
        runtime.start();
        return new ConsoleRun(runtime, data, "http://localhost:" + all.getProperty("camel.management.port"));
    }

    Browser browser() {
        return Browser.at(address);
    }

    /** Posts an event of Praesidium's to the webhook; returns the answer's status. */
    int post(String event) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(runtime.webhook())).header("Content-Type", "application/json")
                .header("Authorization", EmbeddedSerai.basic("praesidium", EmbeddedSerai.PASSWORD))
                .POST(BodyPublishers.ofString(event)).build(), BodyHandlers.discarding()).statusCode();
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofMinutes(1));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String form, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofMinutes(1))
                .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(form));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** The password that Serai has made for the operator. */
    String password() throws IOException {
        return Files.readString(data.resolve("console.password")).strip();
    }

    /** Signs the operator in, without a browser; returns the cookie. */
    String session() throws IOException, InterruptedException {
        return post("/sign-in", "name=operator&password=" + password(), "Origin", address).headers().firstValue("Set-Cookie")
                .orElseThrow().split(";")[0];
    }

    /** Signs the operator in. */
    void signIn(Browser browser) throws IOException {
        browser.open("/sign-in").type("#name", "operator").type("#password", password()).press(Keys.ENTER);
        await().atMost(30, SECONDS).until(() -> browser.path().equals("/"));
    }

    @Override
    public void close() {
        runtime.close();
    }
}
