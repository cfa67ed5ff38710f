package serai.destinations.lrs;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.journal.attempt.FailureClass;
import serai.sandbox.SandboxHttp;
import serai.testkit.http.HangingEndpoint;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Everything that a learning record store may answer, over HTTP, and how often it is asked. */
class LrsFaultsTest extends DeliveryToLrs {

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void oneThatCannotNowIsAskedAgainOnceAnAttempt(int status) throws Exception {
        lrs.answersNext(status, Map.of()).answersNext(status, Map.of());
        serai.holding(EIGHT).start();

        serai.untilDelivered(8);

        assertThat(lrs.requests()).as("two failures and one success").isEqualTo(3);
        assertStored(8);
    }

    @Test
    void oneRecordThatAlwaysGets500IsHeldWhileTheRestFlows() throws Exception {
        lrs.answersWhereBodyHas("\"cleo\"", 500, "");
        serai.with("serai.retry.attempts.max", 3).holding(EIGHT).start();
        serai.untilBalance(8, 7, 1, 0);

        for (int i = 0; i < 3; i++) {
            serai.append("later-" + i);
            int known = 8 + i;
            await().atMost(30, SECONDS).until(() -> serai.balance().delivered() >= known);
        }
        await().atMost(30, SECONDS).until(() -> {
            serai.append("much-later-" + lrs.requests());
            return serai.balance().deadLettered() == 1;
        });
        await().atMost(30, SECONDS).until(() -> serai.balance().pending() == 0);
        assertStored((int) serai.balance().delivered());
    }

    @Test
    void aRecordRefusedWith400IsDeadLetteredAndTheRestIsDelivered() throws Exception {
        lrs.answersWhereBodyHas("\"cleo\"", 400, "statement 3 is no good");
        serai.holding(EIGHT).start();

        serai.untilBalance(8, 7, 0, 1);

        assertStored(7);
        assertThat(lrs.requests()).as("narrowed down by halves: 8, 4, 2, 1, 1, 2, 4").isEqualTo(7);
        assertThat(serai.journalRows("SELECT class, status, answer, reason FROM aside"))
                .containsExactly("refused|400|statement 3 is no good|HTTP status 400 from http://127.0.0.1:" + http.port());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void waitsAsLongAsRetryAfterAsksFor(boolean inSeconds) throws Exception {
        Instant until = Instant.now().plusSeconds(3).truncatedTo(ChronoUnit.SECONDS);
        lrs.answersNext(429, Map.of("Retry-After", inSeconds ? "2"
                : DateTimeFormatter.RFC_1123_DATE_TIME.format(until.atOffset(ZoneOffset.UTC))));
        serai.with("serai.retry.delay.max.ms", 30_000).holding("anna").start();
        await().atMost(30, SECONDS).until(() -> lrs.requests() >= 1);

        Instant asked = Instant.now();
        serai.untilDelivered(1);

        if (inSeconds) {
            assertThat(Duration.between(asked, Instant.now())).isGreaterThan(Duration.ofMillis(1_200));
        } else {
            assertThat(Instant.now()).isAfterOrEqualTo(until);
        }
        assertThat(lrs.requests()).isEqualTo(2);
    }

    @Test
    void anAnswerThatComesTooLateIsFollowedByARepeatThatChangesNothing() throws Exception {
        lrs.delays(Duration.ofMillis(600));
        serai.with("serai.lrs.response.max.ms", 200).holding(EIGHT).start();
        await().atMost(30, SECONDS).until(() -> lrs.size() == 8);
        assertThat(serai.balance().delivered()).as("nobody has told us").isZero();

        lrs.behaves();

        serai.untilDelivered(8);
        assertStored(8);
    }

    @Test
    void aConnectionThatBreaksIsFollowedByARepeatWhetherOrNotItWasStored() throws Exception {
        lrs.resetsNextBeforeStoring().resetsNextAfterStoring();
        serai.holding(EIGHT).start();

        serai.untilDelivered(8);

        assertThat(lrs.requests()).isEqualTo(3);
        assertStored(8);
    }

    @Test
    void nothingIsLostWhileNobodyListens() throws Exception {
        int port = http.port();
        http.close();
        serai.holding(EIGHT).start();
        await().atMost(30, SECONDS).until(() -> serai.state().failures() > 4);
        serai.untilBalance(8, 0, 8, 0);

        http = new SandboxHttp("127.0.0.1", port).start();
        lrs = http.lrs();

        serai.untilDelivered(8);
        assertStored(8);
    }

    /** Whatever else there is in an answer, its status counts. */
    @ParameterizedTest
    @ValueSource(
            strings = {"Content-Type: text/plain; charset=klingon", "Content-Type: ;;;=", "Content-Type: text/plain; charset=\"",
                    "Content-Encoding: rot13", "Content-Encoding: gzip", "WWW-Authenticate: ,,,=\"", "Retry-After: soon",
                    "Location: http://[", "Set-Cookie: =;=", "Content-Length: 99", "Content-Language: \u00fc"})
    void aRefusalWhoseHeadersOrBodyCannotBeReadIsARefusal(String header) throws Exception {
        try (HangingEndpoint hanging = new HangingEndpoint("HTTP/1.1 410 Gone\r\n" + header + "\r\n"
                + (header.startsWith("Content-Length") ? "" : "Content-Length: 2\r\n") + "\r\n{}", "")) {
            serai.with("serai.lrs.url", "http://127.0.0.1:" + hanging.port()).with("serai.lrs.response.max.ms", 500)
                    .with("serai.retry.stopped.ms", 60_000).holding("anna").start();

            serai.untilStopped(FailureClass.MISCONFIGURED);

            assertThat(serai.state().failure()).contains("410");
            serai.stop();
        }
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        lrs.answersNext(302, Map.of("Location", "/lrs/statements")).answersNext(307, Map.of("Location", "/lrs/statements"));
        serai.with("serai.retry.stopped.ms", 100).holding(EIGHT).start();

        serai.untilStopped(FailureClass.MISCONFIGURED);
        serai.untilDelivered(8);

        assertThat(lrs.requests()).as("two redirects, the probe and the rest").isEqualTo(4);
        assertStored(8);
    }
}
