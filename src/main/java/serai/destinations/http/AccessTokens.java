package serai.destinations.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Access tokens by OAuth 2's client credentials (RFC 6749, section 4.4; RFC 6750). A token is used until it expires. If a
 * request with an earlier token is answered 401, the token counts as expired, and the request is sent once more with a new
 * token. The answer to that second request is the result.
 *
 * <p>Camel's own support ({@code oauth2TokenEndpoint}) does not renew a token after 401, waits for the token without a
 * time-out, and needs the secret on the endpoint's URI.
 */
final class AccessTokens implements ExecChainHandler {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Timeout CONNECT_MAX = Timeout.ofSeconds(5);
    private static final Timeout RESPONSE_MAX = Timeout.ofSeconds(30);
    private static final int ANSWER_MAX_BYTES = 65_536;
    /** How long before its expiry a token is no longer used, because a request takes some time, and clocks differ. */
    private static final int MARGIN_SECONDS = 10;
    private static final Set<Integer> LATER = Set.of(408, 425, 429);

    private record Token(String value, Instant until) {
    }

    private final String url;
    private final String authorization;
    private final String scope;
    private final Clock clock;
    private @Nullable Token token;

    /**
     * @param url   of the token endpoint
     * @param scope the scope to ask for; blank for the server's default
     */
    AccessTokens(String url, String clientId, String clientSecret, String scope, Clock clock) {
        this.url = url;
        // Section 2.3.1: id and secret are form-encoded before they become Basic credentials.
        this.authorization = BasicAuthorization.of(encoded(clientId), encoded(clientSecret));
        this.scope = scope;
        this.clock = clock;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // this very token, not one of the same value
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Token before = known();
        Token used = current(scope);
        ClassicHttpResponse answer = chain.proceed(with(used, request), scope);
        if (answer.getCode() != HttpStatus.SC_UNAUTHORIZED || used != before || !canRepeat(request.getEntity())) {
            return answer;
        }
        answer.close();
        forget(used);
        return chain.proceed(with(current(scope), request), scope);
    }

    private static boolean canRepeat(@Nullable HttpEntity entity) {
        return entity == null || entity.isRepeatable();
    }

    /** A copy of the request with the token; a copy, because the chain adds headers to the request it gets. */
    private static ClassicHttpRequest with(Token token, ClassicHttpRequest request) {
        ClassicHttpRequest copy = ClassicRequestBuilder.copy(request).build();
        copy.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token.value());
        return copy;
    }

    private synchronized @Nullable Token known() {
        return token;
    }

    private synchronized Token current(ExecChain.Scope scope) throws IOException {
        Token current = token;
        if (current == null || !clock.instant().isBefore(current.until())) {
            current = fetch(scope);
            token = current;
            AttemptTimeLimit.abortWith(scope.clientContext, scope.originalRequest);
        }
        return current;
    }

    @SuppressWarnings("ReferenceEquality")
    private synchronized void forget(Token refused) {
        if (token == refused) {
            token = null;
        }
    }

    /** Asks for a token and discards it, to find out whether one is given. @throws IOException if none is given */
    void require() throws IOException {
        fetch(new HttpPost(url));
    }

    private Token fetch(ExecChain.Scope attempt) throws IOException {
        HttpPost post = new HttpPost(url);
        AttemptTimeLimit.abortWith(attempt.clientContext, post);
        return fetch(post);
    }

    private Token fetch(HttpPost post) throws IOException {
        post.setHeader(HttpHeaders.AUTHORIZATION, authorization);
        post.setHeader(HttpHeaders.ACCEPT, "application/json");
        List<BasicNameValuePair> form = new ArrayList<>(List.of(new BasicNameValuePair("grant_type", "client_credentials")));
        if (!scope.isBlank()) {
            form.add(new BasicNameValuePair("scope", scope));
        }
        post.setEntity(new UrlEncodedFormEntity(form));
        try (CloseableHttpClient client = client()) {
            return client.execute(post, this::token);
        }
    }

    private static CloseableHttpClient client() {
        HttpClientBuilder builder = HttpClientBuilder.create().disableAutomaticRetries().disableRedirectHandling()
                .disableCookieManagement().disableAuthCaching()
                .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(RESPONSE_MAX).build())
                .setConnectionManager(AnswerBounds.connections().setDefaultConnectionConfig(
                        ConnectionConfig.custom().setConnectTimeout(CONNECT_MAX).build()).build());
        new AnswerBounds(ANSWER_MAX_BYTES).addTo(builder);
        return builder.build();
    }

    private Token token(ClassicHttpResponse answer) throws IOException {
        int status = answer.getCode();
        JsonNode told = json(answer);
        if (status >= 500 || LATER.contains(status)) {
            throw new IOException("the token endpoint answers " + status);
        }
        String value = told.path("access_token").asText();
        if (status != HttpStatus.SC_OK || value.isEmpty()) {
            throw new TokenRefusedException(status, told.path("error").asText());
        }
        long seconds = told.path("expires_in").asLong(Long.MAX_VALUE);
        Instant until = seconds > Integer.MAX_VALUE ? Instant.MAX
                : clock.instant().plusSeconds(Math.max(0, seconds - MARGIN_SECONDS));
        return new Token(value, until);
    }

    private static JsonNode json(ClassicHttpResponse answer) throws IOException {
        byte[] body = answer.getEntity() == null ? new byte[0] : EntityUtils.toByteArray(answer.getEntity());
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            return JSON.missingNode();
        }
    }
}
