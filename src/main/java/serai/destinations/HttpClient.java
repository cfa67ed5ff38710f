package serai.destinations;

import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpHeaders;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The client behind a destination's {@code http:} endpoint: one request for each attempt (the journal is the only one to
 * try again), no redirects, no cookies, and the credentials here instead of on the endpoint's URI, which is logged.
 */
public final class HttpClient implements HttpClientConfigurer {

    private String username = "";
    private String password = "";
    private String token = "";

    /** @param username sent with the password by Basic authentication (RFC 7617); blank: none is sent */
    public void setUsername(String username) {
        this.username = username;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    /** @param token sent as a Bearer token (RFC 6750); blank: none is sent */
    public void setToken(String token) {
        this.token = token;
    }

    /** @throws IllegalArgumentException if there is both a user and a token */
    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        builder.disableAutomaticRetries().disableRedirectHandling().disableCookieManagement().disableAuthCaching();
        String credentials = credentials();
        if (!credentials.isEmpty()) {
            builder.addRequestInterceptorLast((request, entity, context) ->
                    request.setHeader(HttpHeaders.AUTHORIZATION, credentials));
        }
    }

    private String credentials() {
        if (!username.isBlank() && !token.isBlank()) {
            throw new IllegalArgumentException(
                    "an HTTP destination has a user and a token; a request carries one of them, take the other away");
        }
        if (!token.isBlank()) {
            return "Bearer " + token;
        }
        return username.isBlank() ? "" : "Basic " + Base64.getEncoder()
                .encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
