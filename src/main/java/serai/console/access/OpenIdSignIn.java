package serai.console.access;

import io.vertx.core.Vertx;
import io.vertx.ext.auth.oauth2.OAuth2Auth;
import io.vertx.ext.auth.oauth2.OAuth2AuthorizationURL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.console.access.SignIn.Outcome;
import serai.console.access.SignIn.Try;
import serai.model.Digest;
import serai.model.text.BoundedText;
import serai.model.text.VisibleLine;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Signs users in by OpenID Connect: the authorization code flow with PKCE. The library checks the ID token's signature; this class
 * checks what the token says ({@link IdToken}), the state, and that the same browser comes back. Calls block while the issuer
 * answers. One at a time asks it; another gives up, at once if it begins a sign-in and after a second if it ends one, so that a
 * slow issuer leaves a thread for the pages. For ten seconds after a failure, all give up at once. Safe for use by several threads.
 */
public final class OpenIdSignIn {

    private static final Logger LOG = LoggerFactory.getLogger(OpenIdSignIn.class);
    static final int BEGUN_MAX = 1_000;
    private static final int TURN_SECONDS = 1;
    private static final int TOLD_MAX_BYTES = 200;
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
    private final OpenIdIssuer issuer;
    private final Sessions sessions;
    private final Clock clock;
    private final Semaphore place = new Semaphore(1);
    private final Map<String, Pending> begun = new LinkedHashMap<>();

    public OpenIdSignIn(OpenIdProvider provider, Vertx vertx, Sessions sessions, Clock clock) {
        this.provider = provider;
        this.issuer = new OpenIdIssuer(provider, vertx, clock);
        this.sessions = sessions;
        this.clock = clock;
    }

    /** Begins a sign-in; empty if the issuer does not answer, which is logged, or has just failed, or is being asked already. */
    public Optional<Begun> begin() {
        return issuer.known().or(() -> oneAtATime(0, issuer::ask)).map(this::begin);
    }

    private Begun begin(OAuth2Auth at) {
        String verifier = Sessions.secret();
        Pending pending = new Pending(Sessions.secret(), Sessions.secret(), verifier, clock.instant());
        String address = at.authorizeURL(new OAuth2AuthorizationURL().setRedirectUri(provider.back())
                .setScopes(provider.scopes()).setState(pending.state)
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

    /** Takes out a begun sign-in, so that it ends once, whatever comes of it; empty if it is unknown, too old, or another's. */
    private synchronized Optional<Pending> forget(@Nullable String browser, String state) {
        Pending pending = browser == null ? null : begun.remove(browser);
        return Optional.ofNullable(pending)
                .filter(one -> one.at.plus(BEGUN_FOR).isAfter(clock.instant()) && IdToken.same(one.state, state));
    }

    /**
     * Ends a sign-in with what the issuer has sent the browser back with.
     *
     * @param browser the cookie; null without one
     * @param code    empty if the issuer has refused
     * @param error   the error code that it has sent instead; may be empty
     */
    public Try end(@Nullable String browser, String code, String state, String error) {
        Optional<Pending> pending = forget(browser, state);
        if (pending.isEmpty()) {
            return new Try(Outcome.WRONG, null);
        }
        if (code.isEmpty()) {
            LOG.warn(
                    "{} has refused a sign-in: {}. Check that the person is assigned to the application there, and what it is allowed.",
                    provider.issuer(), error.matches("[a-z_]{1,60}") ? error : "it does not say why");
            return new Try(Outcome.WRONG, null);
        }
        return oneAtATime(TURN_SECONDS, () -> end(pending.get(), code)).orElseGet(() -> new Try(Outcome.NOT_TRIED, null));
    }

    private Try end(Pending pending, String code) throws Exception {
        Optional<IdToken> token = issuer.exchange(code, pending.verifier);
        Optional<String> refusal = token.isEmpty()
                ? Optional.of(
                        "it came without an ID token that the issuer has signed for this client; check serai.console.openid.client")
                : token.get().refusal(provider, pending.nonce, clock.instant());
        if (token.isEmpty() || refusal.isPresent()) {
            LOG.warn("A sign-in by {} was refused: {}.", provider.issuer(), refusal.orElse(""));
            return new Try(Outcome.WRONG, null);
        }
        return welcome(token.get());
    }

    private Try welcome(IdToken token) {
        String name = VisibleLine.escaped(token.name(), "");
        Role role = provider.role(token.groups(provider.claim()));
        if (role == Role.NOBODY && token.leavesOut(provider.claim())) {
            LOG.warn("A sign-in by {} was refused: the person is in more groups than the issuer puts into an ID token (200 at "
                    + "Microsoft Entra ID). Have it put app roles there (serai.console.openid.claim=roles), or only the groups that "
                    + "are assigned to the application.", provider.issuer());
            return new Try(Outcome.GROUPS_LEFT_OUT, null);
        }
        if (role == Role.NOBODY || name.isEmpty()) {
            LOG.warn("A sign-in by {} was refused: the claim {} of the ID token has none of the groups in "
                    + "serai.console.openid.operators and serai.console.openid.viewers. Have the issuer put groups into ID tokens, "
                    + "or add the person to one.", provider.issuer(), provider.claim());
            return new Try(Outcome.WRONG, null);
        }
        return new Try(Outcome.DONE, sessions.begin(name, "openid:" + name, role,
                "%s (%s, by %s)".formatted(token.nameInTheLog(provider.issuer()), role.word(), provider.issuer())));
    }

    private interface Asking<T> {
        T ask() throws Exception;
    }

    private <T> Optional<T> oneAtATime(int turnSeconds, Asking<T> asking) {
        try {
            if (issuer.isLeftAlone() || !place.tryAcquire(turnSeconds, TimeUnit.SECONDS)) {
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
                    OpenIdIssuer.ANSWER_SECONDS);
            return Optional.empty();
        } catch (Exception e) {
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            String told = BoundedText.cut(Objects.toString(cause.getMessage(), cause.getClass().getSimpleName()), TOLD_MAX_BYTES);
            LOG.warn("A sign-in by {} has failed: {}. Check serai.console.openid.issuer, .client and .secret.", provider.issuer(),
                    VisibleLine.escaped(told, ""));
            LOG.debug("A sign-in by {} has failed", provider.issuer(), e);
            return Optional.empty();
        }
    }

    private static String challenge(String verifier) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Digest.sha256(verifier.getBytes(StandardCharsets.US_ASCII)));
    }
}
