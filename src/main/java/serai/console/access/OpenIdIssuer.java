package serai.console.access;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.oauth2.OAuth2Auth;
import io.vertx.ext.auth.oauth2.OAuth2FlowType;
import io.vertx.ext.auth.oauth2.OAuth2Options;
import io.vertx.ext.auth.oauth2.Oauth2Credentials;
import io.vertx.ext.auth.oauth2.providers.OpenIDConnectAuth;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What the issuer has published: where it signs people in, and its keys. Serai asks for it when somebody signs in, so that Serai
 * starts without it, and again after an hour, so that a key that was withdrawn is not trusted for longer. Calls block while the
 * issuer answers, {@value #ANSWER_SECONDS} s at the most each time, and come one at a time. An issuer that fails is not asked again
 * for a while.
 */
final class OpenIdIssuer {

    static final int ANSWER_SECONDS = 10;
    private static final Duration KEPT_FOR = Duration.ofHours(1);
    private static final Duration LEFT_ALONE_FOR = Duration.ofSeconds(10);

    private record Published(OAuth2Auth auth, Instant until) {
    }

    private final OpenIdProvider provider;
    private final Vertx vertx;
    private final Clock clock;
    private volatile @Nullable Published published; // null until it has told its configuration
    private volatile @Nullable Instant failedAt; // when it last failed to tell it; null if it did not

    OpenIdIssuer(OpenIdProvider provider, Vertx vertx, Clock clock) {
        this.provider = provider;
        this.vertx = vertx;
        this.clock = clock;
    }

    /** What is known without asking; empty if that is nothing, or too old. */
    Optional<OAuth2Auth> known() {
        return Optional.ofNullable(published).filter(one -> one.until.isAfter(clock.instant())).map(Published::auth);
    }

    /** Whether the issuer would have to be asked, and has just failed. To ask it again would only make more people wait. */
    boolean isLeftAlone() {
        Instant failed = failedAt;
        return failed != null && known().isEmpty()
                && Duration.between(failed, clock.instant()).abs().compareTo(LEFT_ALONE_FOR) < 0;
    }

    /** The issuer's configuration: the one that is known, or else the one that it gives now. */
    OAuth2Auth ask() throws Exception {
        Optional<OAuth2Auth> known = known();
        if (known.isPresent()) {
            return known.get();
        }
        try {
            OAuth2Auth found = discovered();
            Published before = published;
            published = new Published(found, clock.instant().plus(KEPT_FOR));
            if (before != null) {
                before.auth.close(); // it may have a timer
            }
            failedAt = null;
            return found;
        } catch (Exception e) {
            failedAt = clock.instant();
            throw e;
        }
    }

    private OAuth2Auth discovered() throws Exception {
        OAuth2Options options = new OAuth2Options().setSite(provider.issuer()).setClientId(provider.client()).setJWTOptions(jwt())
                .setHttpClientOptions(new HttpClientOptions().setConnectTimeout((int) TimeUnit.SECONDS.toMillis(ANSWER_SECONDS))
                        .setIdleTimeout(ANSWER_SECONDS));
        if (!provider.secret().isEmpty()) {
            options.setClientSecret(provider.secret());
        }
        OAuth2Auth found = answer(OpenIDConnectAuth.discover(vertx, options));
        try {
            requireEncrypted("authorization_endpoint", options.getAuthorizationPath());
            requireEncrypted("token_endpoint", options.getTokenPath());
            requireEncrypted("jwks_uri", options.getJwkPath());
            requireEncrypted("introspection_endpoint", options.getIntrospectionPath());
        } catch (IOException e) {
            found.close();
            throw e;
        }
        return found;
    }

    /** The addresses that the issuer names must be encrypted, as its own must. A path alone is one at the issuer. */
    private static void requireEncrypted(String name, @Nullable String address) throws IOException {
        boolean encrypted;
        try {
            encrypted = address == null || address.startsWith("/") || OpenIdProvider.isEncrypted(new URI(address));
        } catch (URISyntaxException e) {
            encrypted = false;
        }
        if (!encrypted) {
            throw new IOException(
                    "its configuration has a %s that is not encrypted, so others could read who signs in, or forge it; "
                            .formatted(name) + "have the issuer name an https address");
        }
    }

    /** Exchanges a code for the ID token; empty if none came that is signed by the issuer and meant for this client. */
    Optional<IdToken> exchange(String code, String verifier) throws Exception {
        OAuth2Auth auth = ask();
        User user = answer(auth.authenticate(new Oauth2Credentials().setFlow(OAuth2FlowType.AUTH_CODE).setCode(code)
                .setRedirectUri(provider.back()).setCodeVerifier(verifier)));
        JsonObject token = user.attributes().getJsonObject("idToken"); // not there unless its signature is right
        String written = user.principal().getString("id_token");
        if (token == null && written != null && user.attributes().containsKey("missing-kid")) {
            // The issuer has changed its keys since it was asked.
            Optional<User> again = answer(auth.jWKSet().compose(unused -> auth.authenticate(new TokenCredentials(written))
                    .map(Optional::of).otherwise(Optional.empty())));
            token = again.map(one -> one.attributes().getJsonObject("accessToken")).orElse(null);
        }
        return Optional.ofNullable(token).map(IdToken::new);
    }

    /**
     * The library checks the access token, too, though nothing uses it, and a wrong signature would end the sign-in. Microsoft
     * Entra ID signs its access token, for Microsoft Graph, with the hash of the nonce in the token's header.
     */
    @SuppressWarnings("deprecation") // the library's own class for Microsoft Entra ID does the same
    private static JWTOptions jwt() {
        return new JWTOptions().setNonceAlgorithm("SHA-256").setLeeway((int) IdToken.CLOCKS_DIFFER_MAX.toSeconds());
    }

    private static <T> T answer(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(ANSWER_SECONDS, TimeUnit.SECONDS);
    }
}
