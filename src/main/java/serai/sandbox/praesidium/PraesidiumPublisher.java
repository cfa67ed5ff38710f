package serai.sandbox.praesidium;

import serai.sandbox.web.BasicCredentials;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Publishes events as Praesidium does: one POST of JSON for each event, with Basic authentication if there are credentials, and
 * without a retry. Safe for use by several threads; waits up to 10 s to connect and 30 s for an answer.
 */
public final class PraesidiumPublisher {

    private final Optional<BasicCredentials> credentials;

    /**
     * Created at the first event, because the client reads the machine's certificates; a sandbox that publishes nothing need
     * not wait for that.
     */
    private static final class Client {
        private static final HttpClient SHARED = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10)).build();
    }

    /** Publishes without authentication. */
    public PraesidiumPublisher() {
        credentials = Optional.empty();
    }

    /** Publishes with Basic authentication. */
    public PraesidiumPublisher(String username, String password) {
        credentials = Optional.of(new BasicCredentials(username, password));
    }

    /**
     * Publishes one event and waits for the answer.
     *
     * @return the HTTP status of the answer; 200, 201 and 202 mean received
     * @throws IOException if there was no answer: the endpoint can't be reached, closed the connection, or was silent for 30 s
     */
    public int publish(URI endpoint, byte[] payload) throws IOException, InterruptedException {
        return Client.SHARED.send(request(endpoint, payload), HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    /** As {@link #publish}, without waiting; completes with an {@link IOException} if there was no answer. */
    public CompletableFuture<Integer> publishAsync(URI endpoint, byte[] payload) {
        return Client.SHARED.sendAsync(request(endpoint, payload), HttpResponse.BodyHandlers.discarding())
                .thenApply(HttpResponse::statusCode);
    }

    private HttpRequest request(URI endpoint, byte[] payload) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint).timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofByteArray(payload));
        credentials.ifPresent(given -> request.header("Authorization", given.header()));
        return request.build();
    }
}
