package serai.console.access;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.oauth2.OAuth2Auth;
import io.vertx.ext.auth.oauth2.OAuth2AuthorizationURL;
import io.vertx.ext.auth.oauth2.OAuth2FlowType;
import io.vertx.ext.auth.oauth2.OAuth2Options;
import io.vertx.ext.auth.oauth2.Oauth2Credentials;
import io.vertx.ext.auth.oauth2.providers.OpenIDConnectAuth;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.console.access.SignIn.Outcome;
import serai.console.access.SignIn.Try;
import serai.model.Digest;
import serai.model.VisibleLine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Signs users in by OpenID Connect: the authorization code flow with PKCE. The library checks the ID token's signature, issuer
 * and audience; its end, state, nonce, and that the same browser comes back are checked here. Calls block while the issuer answers,
 * {@value #ANSWER_SECONDS} s at the most, and one at a time: another gives up after a second, so that a slow issuer leaves a thread
 * for the pages. Safe for use by several threads.
 */
public final class OpenIdSignIn {

    private static final Logger LOG = LoggerFactory.getLogger(OpenIdSignIn.class);
    static final int BEGUN_MAX = 1_000;
    private static final int ANSWER_SECONDS = 10;
    private static final int TURN_SECONDS = 1;
    private static final int CLOCK_SECONDS = 60;
    private static final Duration BEGUN_FOR = Duration.ofMinutes(10);

    /**
     * A sign-in that a browser has begun.
     *
     * @param address where it has to go
     * @param browser what the browser has to bring back in a cookie
     */
    public record Begun(String address, String browser) {
    }

    private record Pending(String state, String nonce, String verifier, Instant at) {
    }

    private final OpenIdProvider provider;
    private final Vertx vertx;
    private final Sessions sessions;
    private final Clock clock;
    private final Semaphore place = new Semaphore(1);
    private final Map<String, Pending> begun = new LinkedHashMap<>();
    private volatile @Nullable OAuth2Auth known; // null until the issuer has told its configuration

    public OpenIdSignIn(OpenIdProvider provider, Vertx vertx, Sessions sessions, Clock clock) {
        this.provider = provider;
        this.vertx = vertx;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** Begins a sign-in; empty if the issuer does not answer, which is logged, or another one waits for it. */
    public Optional<Begun> begin() {
        OAuth2Auth before = known;
        return (before == null ? oneAtATime(this::auth) : Optional.of(before)).map(this::begin);
    }

    private Begun begin(OAuth2Auth issuer) {
        String verifier = Sessions.secret();
        Pending pending = new Pending(Sessions.secret(), Sessions.secret(), verifier, clock.instant());
        String address = issuer.authorizeURL(new OAuth2AuthorizationURL().setRedirectUri(provider.back())
                .addScope("openid").addScope("profile").setState(pending.state)
                .putAdditionalParameter("nonce", pending.nonce)
                .putAdditionalParameter("code_challenge", challenge(verifier))
                .putAdditionalParameter("code_challenge_method", "S256"));
        String browser = Sessions.secret();
        remember(browser, pending);
        return new Begun(address, browser);
    }

    private synchronized void remember(String browser, Pending pending) {
        begun.put(browser, pending);
        if (begun.size() > BEGUN_MAX) {
            begun.remove(begun.keySet().iterator().next());
        }
    }

    /** A sign-in ends once, whatever comes of it. */
    private synchronized Optional<Pending> forget(@Nullable String browser, String state) {
        Pending pending = browser == null ? null : begun.remove(browser);
        return Optional.ofNullable(pending)
                .filter(one -> one.at.plus(BEGUN_FOR).isAfter(clock.instant()) && same(one.state, state));
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Ends a sign-in with what the issuer has sent the browser back with.
     *
     * @param browser the cookie; null without one
     */
    public Try end(@Nullable String browser, String code, String state) {
        Optional<Pending> pending = forget(browser, state);
        if (pending.isEmpty() || code.isEmpty()) {
            return new Try(Outcome.WRONG, null);
        }
        return oneAtATime(() -> end(pending.get(), code)).orElseGet(() -> new Try(Outcome.NOT_TRIED, null));
    }

    private Try end(Pending pending, String code) throws Exception {
        User user = answer(auth().authenticate(new Oauth2Credentials().setFlow(OAuth2FlowType.AUTH_CODE).setCode(code)
                .setRedirectUri(provider.back()).setCodeVerifier(pending.verifier)));
        JsonObject token = user.attributes().getJsonObject("idToken"); // not there unless its signature and claims are right
        if (token == null || !same(pending.nonce, token.getString("nonce", "")) || !isForThisClient(token)) {
            LOG.warn("A sign-in by {} was refused: its ID token is not signed by it, not for this client, or not for this sign-in. "
                    + "Check serai.console.openid.client, and that the clocks agree.", provider.issuer());
            return new Try(Outcome.WRONG, null);
        }
        String name = VisibleLine.escaped(token.getString("preferred_username", token.getString("sub", "")), "");
        Role role = provider.role(groups(token));
        if (role == Role.NOBODY || name.isEmpty()) {
            LOG.warn("A sign-in by {} was refused: the claim {} of the ID token has none of the groups in "
                    + "serai.console.openid.operators and serai.console.openid.viewers. Have the issuer put groups into ID tokens, "
                    + "or add the person to one.", provider.issuer(), provider.claim());
            return new Try(Outcome.WRONG, null);
        }
        return new Try(Outcome.DONE, sessions.begin(name, role));
    }

    private boolean isForThisClient(JsonObject token) {
        Object audience = token.getValue("aud");
        boolean meant = audience instanceof JsonArray several ? several.contains(provider.client())
                : provider.client().equals(audience);
        return meant && provider.issuer().equals(String.valueOf(token.getString("iss")).replaceAll("/+$", ""))
                && token.getLong("exp", 0L) > clock.instant().getEpochSecond();
    }

    private Set<String> groups(JsonObject token) {
        Object claim = token.getValue(provider.claim());
        Set<String> groups = new HashSet<>();
        if (claim instanceof JsonArray several) {
            several.forEach(one -> groups.add(String.valueOf(one)));
        } else if (claim != null) {
            groups.add(String.valueOf(claim));
        }
        return groups;
    }

    /** What the issuer has published, asked for when somebody signs in, so that Serai starts without it. */
    private OAuth2Auth auth() throws Exception {
        OAuth2Auth before = known;
        if (before != null) {
            return before;
        }
        OAuth2Options options = new OAuth2Options().setSite(provider.issuer()).setClientId(provider.client())
                .setJWTOptions(jwt())
                .setHttpClientOptions(new HttpClientOptions().setConnectTimeout((int) TimeUnit.SECONDS.toMillis(ANSWER_SECONDS))
                        .setIdleTimeout(ANSWER_SECONDS));
        if (!provider.secret().isEmpty()) {
            options.setClientSecret(provider.secret());
        }
        OAuth2Auth found = answer(OpenIDConnectAuth.discover(vertx, options));
        found.missingKeyHandler(unused -> found.jWKSet()); // the issuer has changed its keys; the next sign-in has them
        known = found;
        return found;
    }

    /**
     * The library looks at the access token too, though nothing uses it, and one whose signature is wrong would end the sign-in.
     * The one that Microsoft Entra ID gives, for Microsoft Graph, is signed with the hash of the nonce in its header.
     */
    @SuppressWarnings("deprecation") // the library's own class for Microsoft Entra ID does the same
    private static JWTOptions jwt() {
        return new JWTOptions().setNonceAlgorithm("SHA-256").setLeeway(CLOCK_SECONDS);
    }

    private static <T> T answer(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(ANSWER_SECONDS, TimeUnit.SECONDS);
    }

    private interface Asking<T> {
        T ask() throws Exception;
    }

    private <T> Optional<T> oneAtATime(Asking<T> asking) {
        try {
            if (!place.tryAcquire(TURN_SECONDS, TimeUnit.SECONDS)) {
                return Optional.empty();
            }
            try {
                return Optional.of(asking.ask());
            } finally {
                place.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (TimeoutException e) {
            LOG.warn("{} does not answer within {} s, so nobody can sign in by it at the moment.", provider.issuer(),
                    ANSWER_SECONDS);
            return Optional.empty();
        } catch (Exception e) {
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            LOG.warn("A sign-in by {} has failed: {}. Check serai.console.openid.issuer, .client and .secret.", provider.issuer(),
                    VisibleLine.escaped(Objects.toString(cause.getMessage(), cause.getClass().getSimpleName()), ""));
            LOG.debug("A sign-in by {} has failed", provider.issuer(), e);
            return Optional.empty();
        }
    }

    private static String challenge(String verifier) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Digest.sha256(verifier.getBytes(StandardCharsets.US_ASCII)));
    }
}
