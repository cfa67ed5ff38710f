package serai.webhook.authentication;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.net.SocketAddress;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConstants;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.passwords.Password;
import serai.testkit.http.CountedPassword;
import serai.webhook.TooManyAttemptsException;
import serai.webhook.UnauthorizedException;
import serai.webhook.server.WebhookRouteTest;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Wrong passwords in floods; how a request is let in or not, {@link WebhookRouteTest} shows. */
class BasicAuthenticationTest {

    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final CountedPassword counted = new CountedPassword("caravan of serai");
    private final Users users = new UsersBuilder().add("praesidium", counted).add("slow", new SlowPassword())
            .plain("other", "camel at the well").build();
    private final CountDownLatch checks = new CountDownLatch(1);
    /** Which run it was that checked the right one. */
    private final AtomicInteger runsOfTheRight = new AtomicInteger(Integer.MAX_VALUE);
    private BasicAuthentication authentication;

    private void start(Duration heldBack) {
        authentication = new BasicAuthentication(users, heldBack);
        authentication.setCamelContext(context);
        ServiceHelper.startService(authentication);
    }

    @AfterEach
    void stop() {
        ServiceHelper.stopService(authentication);
        context.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"praesidium:caravan of serai", "other:camel at the well"})
    void aRightPasswordIsLetInAtOnceWhileWrongOnesFromItsAddressAreHeldBack(String right) throws Exception {
        users.verify(new Credentials("praesidium", "caravan of serai")); // it was right before; one in plain needs not have been
        start(FOR_EVER);
        guess(CredentialsVerifier.ATTEMPTS_EACH_MAX + 1, "10.0.0.1");

        assertThat(sent(right, "10.0.0.1").get(30, SECONDS).getException()).isNull();
    }

    @Test
    void aRightPasswordThatWasNotSeenBeforeIsLetInFromAnotherAddress() throws Exception {
        start(FOR_EVER);
        guess(CredentialsVerifier.ATTEMPTS_EACH_MAX + 1, "10.0.0.1");

        assertThat(sent("praesidium:caravan of serai", "10.0.0.2").get(30, SECONDS).getException()).isNull();
        assertThat(sent("praesidium:caravan of serai", "10.0.0.1").get(30, SECONDS).getException()).isNull();
    }

    @Test
    void guessesBeyondThePlacesOfAnAddressAreRefusedUnchecked() throws Exception {
        start(FOR_EVER);
        List<CompletableFuture<Exchange>> guesses = guess(CredentialsVerifier.ATTEMPTS_EACH_MAX, "10.0.0.1");

        Exchange beyond = sent("praesidium:guess", "10.0.0.1").get(30, SECONDS);

        assertThat(beyond.getException()).isInstanceOf(TooManyAttemptsException.class).hasNoCause();
        assertThat(guesses).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void aWrongPasswordIsToldSoAfterItWasHeldBackAndGivesItsPlaceBack() throws Exception {
        start(Duration.ofMillis(1));

        for (int i = 0; i < 3 * CredentialsVerifier.ATTEMPTS_EACH_MAX; i++) {
            assertThat(sent("praesidium:guess" + i, "10.0.0.1").get(30, SECONDS).getException())
                    .isInstanceOf(UnauthorizedException.class);
        }
    }

    /** A publisher that begins with many events at once, before its password is known. */
    @Test
    void manyRequestsWithTheSamePasswordAtOnceShareOneRunAndOnePlace() throws Exception {
        start(FOR_EVER);
        List<CompletableFuture<Exchange>> requests = IntStream.range(0, 10 * CredentialsVerifier.ATTEMPTS_EACH_MAX)
                .mapToObj(i -> sent("slow:caravan of serai", "10.0.0.1")).toList();

        checks.countDown();

        for (CompletableFuture<Exchange> request : requests) {
            assertThat(request.get(30, SECONDS).getException()).isNull();
        }
        assertThat(counted.runs).hasValue(1);
    }

    /** All places are taken by guesses from many addresses; the thread has one of them in hand. */
    @Test
    void aPasswordThatWasRightInAnEarlierProcessGoesBeforeAllGuesses(@TempDir Path folder) throws Exception {
        EarlierSignIns.in(folder).add(users.digest(), new Credentials("slow", "caravan of serai"));
        context.getRegistry().bind("earlierSignIns", EarlierSignIns.in(folder));
        start(Duration.ofMillis(1));
        guessSlowly(1_100, 150);

        CompletableFuture<Exchange> right = sent("slow:caravan of serai", "10.0.0.1");
        checks.countDown();

        assertThat(right.get(30, SECONDS).getException()).isNull();
        assertThat(runsOfTheRight).hasValueLessThanOrEqualTo(2 + Runtime.getRuntime().availableProcessors());
    }

    @Test
    void whoWasRightInAnEarlierProcessIsCheckedAllTheSame(@TempDir Path folder) throws Exception {
        EarlierSignIns.in(folder).add(users.digest(), new Credentials("praesidium", "not any more"));
        context.getRegistry().bind("earlierSignIns", EarlierSignIns.in(folder));
        start(Duration.ofMillis(1));

        assertThat(sent("praesidium:not any more", "10.0.0.1").get(30, SECONDS).getException())
                .isInstanceOf(UnauthorizedException.class);
        assertThat(counted.runs).hasValue(1);
    }

    @Test
    void countsWhatItRefuses() throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        context.getRegistry().bind("meters", meters);
        context.start();
        start(Duration.ofMillis(1));

        sent("praesidium:guess", "10.0.0.1").get(30, SECONDS);
        sent("no colon", "10.0.0.1").get(30, SECONDS);
        sent("other:camel at the well", "10.0.0.1").get(30, SECONDS);
        authentication.admits("Bearer x", "10.0.0.1").get(30, SECONDS);
        authentication.admits("Basic " + Base64.getEncoder().encodeToString("other:x".getBytes(StandardCharsets.UTF_8)), "10.0.0.1")
                .get(30, SECONDS);

        assertThat(meters.get("serai.webhook.unauthorized").counter().count()).isEqualTo(4);
        assertThat(meters.get("serai.webhook.untried").counter().count()).isZero();
    }

    @Test
    void aNewAddressWaitsForOneGuessOfEachOtherAndNotForAllOfThem() throws Exception {
        start(Duration.ofMillis(1));
        guessSlowly(40, 5);

        CompletableFuture<Exchange> right = sent("slow:caravan of serai", "10.0.1.1");
        checks.countDown();

        assertThat(right.get(30, SECONDS).getException()).isNull();
        assertThat(runsOfTheRight).hasValueLessThanOrEqualTo(6 + Runtime.getRuntime().availableProcessors());
    }

    @Test
    void aNewAddressHasAPlaceThoughOthersHaveTakenAll() throws Exception {
        start(Duration.ofMillis(1));
        List<CompletableFuture<Exchange>> guesses = guessSlowly(1_100, 150);
        assertThat(guesses).filteredOn(CompletableFuture::isDone)
                .allSatisfy(guess -> assertThat(guess.get().getException()).isInstanceOf(TooManyAttemptsException.class));

        CompletableFuture<Exchange> right = sent("slow:caravan of serai", "10.0.1.1");
        checks.countDown();

        assertThat(right.get(30, SECONDS).getException()).isNull();
    }

    /** One place in all is not given to two, nor a place kept that nobody has. */
    @Test
    void allPlacesAreFreeAgainAfterAFlood() throws Exception {
        start(Duration.ofMillis(1));
        List<CompletableFuture<Exchange>> guesses = guessSlowly(1_300, 170);
        checks.countDown();
        for (CompletableFuture<Exchange> guess : guesses) {
            guess.get(30, SECONDS);
        }

        // The last place is free a moment after its answer.
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(guessSlowly(1_000, 125))
                .allSatisfy(guess -> assertThat(guess.get(30, SECONDS).getException()).isInstanceOf(UnauthorizedException.class)));
    }

    @Test
    void whatIsHeldBackIsToldWhenTheRouteStops() throws Exception {
        start(FOR_EVER);
        List<CompletableFuture<Exchange>> guesses = guess(3, "10.0.0.1");

        ServiceHelper.stopService(authentication);

        for (CompletableFuture<Exchange> guess : guesses) {
            assertThat(guess.get(30, SECONDS).getException()).isNotNull();
        }
    }

    private List<CompletableFuture<Exchange>> guess(int count, String address) {
        return IntStream.range(0, count).mapToObj(i -> sent("praesidium:guess" + i, address)).toList();
    }

    private List<CompletableFuture<Exchange>> guessSlowly(int count, int addresses) {
        return IntStream.range(0, count).mapToObj(i -> sent("slow:guess" + i, "10.0.0." + (2 + i % addresses))).toList();
    }

    private CompletableFuture<Exchange> sent(String credentials, String address) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setHeader(VertxPlatformHttpConstants.REMOTE_ADDRESS, SocketAddress.inetSocketAddress(4711, address));
        exchange.getMessage().setHeader("Authorization",
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
        CompletableFuture<Exchange> done = new CompletableFuture<>();
        authentication.process(exchange, sync -> done.complete(exchange));
        return done;
    }

    /** Is checked only when the test says so. */
    private final class SlowPassword implements Password {

        @Override
        public boolean matches(String candidate) {
            try {
                checks.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (candidate.equals("caravan of serai")) {
                runsOfTheRight.set(counted.runs.get() + 1);
            }
            return counted.matches(candidate);
        }

        @Override
        public int iterations() {
            return counted.iterations();
        }
    }
}
