package serai.bench.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/**
 * The operations page as a browser has it open: a thread reads what Serai sends it as the flow changes, and does nothing with it.
 * What a browser draws is left out, since it does so on another machine.
 */
final class OpenPage {

    private OpenPage() {
    }

    /**
     * Opens the page; it stays open until its Serai ends.
     *
     * @param page where browsers reach it
     * @throws IOException if it is not there
     */
    static void at(String page) throws IOException, InterruptedException {
        HttpResponse<InputStream> flow = HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(page + "/flow/events"))
                .build(), HttpResponse.BodyHandlers.ofInputStream());
        if (flow.statusCode() != 200) {
            throw new IOException("the page answers " + flow.statusCode());
        }
        Thread reader = new Thread(() -> {
            try (InputStream events = flow.body()) {
                events.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // Serai has ended.
            }
        }, "open-page");
        reader.setDaemon(true);
        reader.start();
    }
}
