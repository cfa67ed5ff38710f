package serai.console.access;

import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.console.access.OpenIdSignIn.Begun;
import serai.console.access.SignIn.Outcome;
import serai.testkit.Logged;
import serai.testkit.SettableClock;
import serai.testkit.http.StandInIssuer;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/** What issuers do on a day that is none like others: they change keys, have another clock, leave groups out, refuse, are down. */
class OpenIdIssuerTest {

    private final SettableClock clock = new SettableClock(Clock.systemUTC().instant());
    private final Vertx vertx = Vertx.vertx();
    private StandInIssuer issuer;
    private OpenIdSignIn page;

    @BeforeEach
    void start() throws Exception {
        issuer = new StandInIssuer();
        page = new OpenIdSignIn(new OpenIdProvider(issuer.address(), StandInIssuer.CLIENT, StandInIssuer.SECRET,
                List.of("openid", "profile"), "http://localhost:1", "groups", Set.of("ops"), Set.of()), vertx, new Sessions(clock),
                clock);
    }

    @AfterEach
    void stop() throws Exception {
        issuer.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(30, SECONDS);
    }

    /** As a browser does: to the issuer and back. */
    private Outcome signIn() throws Exception {
        Begun begun = page.begin().orElseThrow();
        String back = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(begun.address())).build(), BodyHandlers.discarding()).headers()
                .firstValue("Location").orElseThrow();
        return page.end(begun.browser(), parameter(back, "code"), parameter(back, "state"), parameter(back, "error")).outcome();
    }

    private static String parameter(String address, String name) {
        Matcher found = Pattern.compile("[?&]" + name + "=([^&]+)").matcher(address);
        return found.find() ? found.group(1) : "";
    }

    @Test
    void letsInByAKeyThatTheIssuerHasPublishedSinceAndNoLongerByOneThatItHasWithdrawn() throws Exception {
        issuer.claims.put("exp", Instant.now().plus(Duration.ofHours(2)).getEpochSecond());
        assertThat(signIn()).isEqualTo(Outcome.DONE);
        issuer.changeKey();
        issuer.signsWithTheKeyBefore = true;
        clock.turn(Duration.ofMinutes(61));
        assertThat(signIn()).as("the key is withdrawn, and the hour over").isEqualTo(Outcome.WRONG);

        issuer.signsWithTheKeyBefore = false;
        issuer.changeKey();
        assertThat(signIn()).as("the first sign-in with a new key").isEqualTo(Outcome.DONE);
        issuer.signsWithAnotherKey = true;
        assertThat(signIn()).as("signed by somebody else").isNotEqualTo(Outcome.DONE);
    }

    @ParameterizedTest
    @CsvSource({"-30, DONE", "-90, WRONG"})
    void letsTheIssuersClockDifferByAMinute(int secondsLeft, Outcome expected) throws Exception {
        issuer.claims.put("exp", Instant.now().getEpochSecond() + secondsLeft);

        assertThat(signIn()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"another, , WRONG", "another, another, WRONG", "another, serai-page, DONE", ", another, WRONG",
            ", serai-page, DONE"})
    void isTheOneToWhomATokenForSeveralWasGiven(String besides, String party, Outcome expected) throws Exception {
        if (besides != null) {
            issuer.claims.put("aud", List.of(StandInIssuer.CLIENT, besides));
        }
        if (party != null) {
            issuer.claims.put("azp", party);
        }

        assertThat(signIn()).isEqualTo(expected);
    }

    @Test
    void tellsThatThereAreMoreGroupsThanATokenHolds() throws Exception {
        issuer.claims.put("groups", null);
        issuer.claims.put("_claim_names", Map.of("groups", "src1"));
        issuer.claims.put("_claim_sources",
                Map.of("src1", Map.of("endpoint", "https://graph.example/users/4711/getMemberObjects")));
        try (Logged log = new Logged()) {
            assertThat(signIn()).isEqualTo(Outcome.GROUPS_LEFT_OUT);

            assertThat(log.lines()).singleElement().asString().contains("more groups than the issuer puts into an ID token",
                    "serai.console.openid.claim=roles").doesNotContain("4711", "anna@example.org");
        }
    }

    @Test
    void tellsByWhichWordTheIssuerHasRefused() throws Exception {
        try (Logged log = new Logged()) {
            issuer.refuses = "access_denied";
            assertThat(signIn()).isEqualTo(Outcome.WRONG);
            issuer.refuses = "anna%20is%20not%20allowed";
            assertThat(signIn()).isEqualTo(Outcome.WRONG);
            assertThat(page.end("of-nobody", "", "", "made_up").outcome()).isEqualTo(Outcome.WRONG);

            assertThat(log.lines()).satisfiesExactly(
                    line -> assertThat(line).contains("has refused a sign-in: access_denied."),
                    line -> assertThat(line).contains("has refused a sign-in: it does not say why.").doesNotContain("anna"));
        }
    }

    /** Whoever may reach the page can ask for a sign-in. */
    @Test
    void leavesAnIssuerThatFailsAloneForTenSeconds() throws Exception {
        issuer.fails = "a page\u0007 of errors".repeat(1_000);
        try (Logged log = new Logged()) {
            for (int i = 0; i < 20; i++) {
                assertThat(page.begin()).isEmpty();
            }
            assertThat(log.lines()).singleElement().asString()
                    .contains("Internal Server Error", "Check serai.console.openid.issuer")
                    .hasSizeLessThan(600).doesNotContain("\u0007");
            assertThat(issuer.configured).hasValue(1);

            issuer.fails = "";
            clock.turn(Duration.ofSeconds(9));
            assertThat(page.begin()).isEmpty();
            clock.turn(Duration.ofSeconds(2));
            assertThat(signIn()).isEqualTo(Outcome.DONE);
            assertThat(issuer.configured).hasValue(2);
        }
    }

    @Test
    void keepsNobodyWaitingWhileTheIssuerIsAsked() throws Exception {
        issuer.holdsConfiguration = new CountDownLatch(1);
        CompletableFuture<Optional<Begun>> first = CompletableFuture.supplyAsync(page::begin);
        await().atMost(30, SECONDS).until(() -> issuer.configured.get() == 1);
        try {
            assertTimeoutPreemptively(Duration.ofSeconds(8), () -> {
                for (int i = 0; i < 20; i++) { // each would wait for a second
                    assertThat(page.begin()).isEmpty();
                }
            });
        } finally {
            issuer.holdsConfiguration.countDown();
        }
        assertThat(first.get(30, SECONDS)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"authorization_endpoint", "token_endpoint", "jwks_uri", "introspection_endpoint"})
    void refusesAnIssuerThatNamesAnAddressInClear(String name) throws Exception {
        // The issuer answers there too, and keys are asked for first; but none of the names for this machine is in the address.
        issuer.names.put(name, issuer.address().replace("127.0.0.1", "[::ffff:127.0.0.1]") + "/keys");
        try (Logged log = new Logged()) {
            assertThat(page.begin()).isEmpty();
            assertThat(log.lines()).singleElement().asString()
                    .contains("its configuration has a " + name + " that is not encrypted",
                            "have the issuer name an https address");
        }
        issuer.names.clear();
        clock.turn(Duration.ofSeconds(11));
        assertThat(page.begin()).isPresent();
    }

    @Test
    void triesAgainWithTheNextSignInWhereTheIssuerIsDown() throws Exception {
        String address = issuer.address();
        issuer.close();
        try (Logged log = new Logged()) {
            assertThat(page.begin()).isEmpty();

            assertThat(log.lines()).singleElement().asString().contains("A sign-in by " + address + " has failed",
                    "Check serai.console.openid.issuer");
        }
        issuer = new StandInIssuer(URI.create(address).getPort());
        clock.turn(Duration.ofSeconds(11));
        assertThat(signIn()).isEqualTo(Outcome.DONE);
        issuer.close();
        Begun begun = page.begin().orElseThrow(); // what it has published is known for an hour
        assertThat(page.end(begun.browser(), "code-1", parameter(begun.address(), "state"), "").outcome())
                .isEqualTo(Outcome.NOT_TRIED);
    }
}
