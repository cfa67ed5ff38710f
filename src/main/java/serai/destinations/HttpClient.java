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

    /** @param username blank: no credentials are sent */
    public void setUsername(String username) {
        this.username = username;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        builder.disableAutomaticRetries().disableRedirectHandling().disableCookieManagement().disableAuthCaching();
        if (!username.isBlank()) {
            String credentials = "Basic " + Base64.getEncoder()
                    .encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
            builder.addRequestInterceptorLast((request, entity, context) ->
                    request.setHeader(HttpHeaders.AUTHORIZATION, credentials));
        }
    }
}
