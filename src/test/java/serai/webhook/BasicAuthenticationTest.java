package serai.webhook;

import io.vertx.core.net.SocketAddress;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConstants;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

/** Wrong passwords in floods; how a request is let in or not, {@link WebhookRouteTest} shows. */
class BasicAuthenticationTest {

    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final CountedPassword counted = new CountedPassword("caravan of serai");
    private final Users users = Users.builder().add("praesidium", counted).add("slow", new SlowPassword())
            .plain("other", "camel at the well").build();
    private final CountDownLatch checks = new CountDownLatch(1);
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
        guess(BasicAuthentication.ATTEMPTS_EACH_MAX + 1, "10.0.0.1");

        assertThat(sent(right, "10.0.0.1").get(20, SECONDS).getException()).isNull();
    }

    @Test
    void aRightPasswordThatWasNotSeenBeforeIsLetInFromAnotherAddress() throws Exception {
        start(FOR_EVER);
        guess(BasicAuthentication.ATTEMPTS_EACH_MAX + 1, "10.0.0.1");

        assertThat(sent("praesidium:caravan of serai", "10.0.0.2").get(20, SECONDS).getException()).isNull();
        assertThat(sent("praesidium:caravan of serai", "10.0.0.1").get(20, SECONDS).getException()).isNull();
    }

    @Test
    void guessesBeyondThePlacesOfAnAddressAreRefusedUnchecked() throws Exception {
        start(FOR_EVER);
        List<CompletableFuture<Exchange>> guesses = guess(BasicAuthentication.ATTEMPTS_EACH_MAX, "10.0.0.1");

        Exchange beyond = sent("praesidium:guess", "10.0.0.1").get(20, SECONDS);

        assertThat(beyond.getException()).isInstanceOf(TooManyAttemptsException.class).hasNoCause();
        assertThat(guesses).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void aWrongPasswordIsToldSoAfterItWasHeldBackAndGivesItsPlaceBack() throws Exception {
        start(Duration.ofMillis(1));

        for (int i = 0; i < 3 * BasicAuthentication.ATTEMPTS_EACH_MAX; i++) {
            assertThat(sent("praesidium:guess" + i, "10.0.0.1").get(20, SECONDS).getException())
                    .isInstanceOf(UnauthorizedException.class);
        }
    }

    /** A publisher that begins with many events at once, before its password is known. */
    @Test
    void manyRequestsWithTheSamePasswordAtOnceShareOneRunAndOnePlace() throws Exception {
        start(FOR_EVER);
        List<CompletableFuture<Exchange>> requests = IntStream.range(0, 10 * BasicAuthentication.ATTEMPTS_EACH_MAX)
                .mapToObj(i -> sent("slow:caravan of serai", "10.0.0.1")).toList();

        checks.countDown();

        for (CompletableFuture<Exchange> request : requests) {
            assertThat(request.get(20, SECONDS).getException()).isNull();
        }
        assertThat(counted.runs).hasValue(1);
    }

    @Test
    void whatIsHeldBackIsToldWhenTheRouteStops() throws Exception {
        start(FOR_EVER);
        List<CompletableFuture<Exchange>> guesses = guess(3, "10.0.0.1");

        ServiceHelper.stopService(authentication);

        for (CompletableFuture<Exchange> guess : guesses) {
            assertThat(guess.get(20, SECONDS).getException()).isNotNull();
        }
    }

    private List<CompletableFuture<Exchange>> guess(int count, String address) {
        return IntStream.range(0, count).mapToObj(i -> sent("praesidium:guess" + i, address)).toList();
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
            return counted.matches(candidate);
        }

        @Override
        public int iterations() {
            return counted.iterations();
        }
    }
}
