package serai.destinations.http;

import org.apache.camel.Endpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.journal.attempt.FailureClass;
import serai.testkit.Document;
import serai.testkit.EmbeddedSerai;
import serai.testkit.Logged;
import serai.testkit.OneDestination;
import serai.testkit.SettableClock;
import serai.testkit.http.HttpSink;
import serai.testkit.http.TokenEndpoint;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The destination {@code lrs} with OAuth 2's client credentials. */
class AccessTokensTest {

    @TempDir
    private Path folder;
    private HttpSink lrs;
    private TokenEndpoint tokens;
    private OneDestination serai;

    @BeforeEach
    void prepare() throws Exception {
        lrs = new HttpSink();
        tokens = new TokenEndpoint();
        serai = new OneDestination("lrs", folder);
        Document.of("docs/destinations.md").settings("lrs settings").forEach((name, value) -> serai.with(name.toString(), value));
        serai.with("serai.lrs.url", lrs.url()).with("serai.lrs.oauth2.token.url", tokens.url())
                .with("serai.lrs.oauth2.client-secret", "s3cr3t&");
    }

    @AfterEach
    void stop() {
        serai.close();
        lrs.close();
        tokens.close();
    }

    @Test
    void asksForATokenOnceAndUsesItUntilItEnds() throws Exception {
        SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
        serai.holding("anna").start("clock", clock);
        serai.untilDelivered(1);
        serai.append("ben");
        serai.untilDelivered(2);

        clock.turn(Duration.ofHours(1));
        serai.append("cleo");
        serai.untilDelivered(3);

        assertThat(tokens.requests()).hasSize(2).allMatch(request -> request.equals(EmbeddedSerai.basic("serai", "s3cr3t%26")
                + " grant_type=client_credentials&scope=statements%2Fwrite"));
        assertThat(lrs.requests()).extracting(request -> request.header("Authorization"))
                .containsExactly("Bearer token-1", "Bearer token-1", "Bearer token-2");
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void oneThatIsRevokedIsRenewedInTheSameAttempt(boolean gzip) throws Exception {
        lrs.letsIn("Bearer token-1");
        serai.with("serai.lrs.gzip", gzip).with("serai.retry.stopped.ms", 600_000).with("serai.retry.delay.ms", 600_000)
                .with("serai.retry.delay.max.ms", 600_000).holding("anna").start();
        serai.untilDelivered(1);

        lrs.letsIn("Bearer token-2");
        serai.append("ben");
        serai.untilDelivered(2);

        assertThat(lrs.requests()).extracting(request -> request.header("Authorization"))
                .containsExactly("Bearer token-1", "Bearer token-1", "Bearer token-2");
        assertThat(lrs.requests().get(2).body()).isEqualTo(lrs.requests().get(1).body()).contains("ben");
    }

    @Test
    void aNewOneThatIsRefusedStopsTheDestination() throws Exception {
        lrs.letsIn("nobody");
        serai.with("serai.retry.stopped.ms", 600_000).with("serai.retry.delay.max.ms", 600_000).holding("anna").start();

        serai.untilStopped(FailureClass.FORBIDDEN);

        serai.untilBalance(1, 0, 1, 0);
        assertThat(lrs.requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"400, '{\"error\":\"invalid_client\",\"error_description\":\"s3cr3t&\"}', answered 400 (invalid_client)",
            "401, '', answered 401", "404, nothing here, answered 404", "200, {}, answered 200"})
    void stopsWhereNoneIsGivenAndSaysWhy(int status, String body, String said) throws Exception {
        tokens.answers(status, body);
        try (Logged logged = new Logged()) {
            serai.with("serai.retry.stopped.ms", 600_000).holding("anna", "ben").start();

            serai.untilStopped(FailureClass.MISCONFIGURED);

            serai.untilBalance(2, 0, 2, 0);
            assertThat(serai.state().failure()).contains(said);
            assertThat(logged.lines()).anyMatch(line -> line.contains(said)).noneMatch(line -> line.contains("s3cr3t"));
        }
        assertThat(tokens.requests()).hasSize(1);
        assertThat(lrs.requests()).isEmpty();
    }

    @Test
    void waitsWhileTheEndpointCannotNow() throws Exception {
        tokens.answers(503, "");
        serai.holding("anna").start();
        await().atMost(30, SECONDS).until(() -> tokens.requests().size() > 2);
        serai.untilBalance(1, 0, 1, 0);
        assertThat(serai.state().stopped()).isNull();

        tokens.answers(200, null);

        serai.untilDelivered(1);
    }

    @Test
    void showsItsSecretOnNoEndpoint() throws Exception {
        serai.holding("anna").start();
        serai.untilDelivered(1);

        assertThat(serai.context().getEndpoints()).extracting(Endpoint::getEndpointUri)
                .anyMatch(uri -> uri.startsWith("http:")).noneMatch(uri -> uri.contains("s3cr3t") || uri.contains("token-1"));
    }
}
