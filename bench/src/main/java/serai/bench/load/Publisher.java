package serai.bench.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Praesidium Academy, as it posts single events: each of a learner whom nobody has seen. For loads, see {@link Wrk}. */
public final class Publisher {

    private static final int ACCEPTED = 202;
    private static final String EVENT = """
            {"version":"1.0","event_type":"COURSE_COMPLETED","event_timestamp":"%s","event_context":{"uuid":"%s",\
            "user":"email@example.org","course":{"id":"CON20938ES","name":"Duty to Report: Mandated Reporter"}},\
            "event_specific_detail":{"user_detail":{"first_name":"Tester","last_name":"Testerman",\
            "clientExternalId":"1234569","ref3":"arbitrary text","ref4":"arbitrary text2"}}}""";

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2)).build();
    private final URI webhook;

    public Publisher(String webhook) {
        this.webhook = URI.create(webhook);
    }

    /** Posts an event. Completes when it is accepted, exceptionally if it isn't. */
    public CompletableFuture<Void> post() {
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replaceAll("[TZ]", " ").strip();
        HttpRequest request = HttpRequest.newBuilder(webhook).timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json").header("Authorization", Credentials.AUTHORIZATION)
                .POST(HttpRequest.BodyPublishers.ofString(EVENT.formatted(now, UUID.randomUUID()))).build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.discarding()).thenAccept(answer -> {
            if (answer.statusCode() != ACCEPTED) {
                throw new IllegalStateException("%s has answered %d".formatted(webhook, answer.statusCode()));
            }
        });
    }

    /** Whether an event is accepted now; not while a server starts, when it does not listen, or does not know the path yet. */
    public boolean isAccepted() {
        try {
            post().join();
            return true;
        } catch (CompletionException e) {
            return false;
        }
    }

    /**
     * Posts at an even pace, whether or not answers come.
     *
     * @throws IOException if one is not accepted
     */
    public void post(int perSecond, Duration time) throws IOException, InterruptedException {
        long count = perSecond * time.toMillis() / 1000;
        long begin = System.nanoTime();
        CompletableFuture<?>[] answers = new CompletableFuture<?>[(int) count];
        for (int i = 0; i < count; i++) {
            long due = begin + i * Duration.ofSeconds(1).toNanos() / perSecond - System.nanoTime();
            if (due > 0) {
                Thread.sleep(due / 1_000_000, (int) (due % 1_000_000));
            }
            answers[i] = post();
        }
        try {
            CompletableFuture.allOf(answers).join();
        } catch (CompletionException e) {
            throw new IOException("not every event was accepted: " + e.getCause().getMessage(), e);
        }
    }
}
