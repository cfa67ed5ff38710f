package serai.destinations.http;

import org.apache.camel.Endpoint;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.spi.EndpointStrategy;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HttpsSupport;
import org.apache.hc.core5.ssl.SSLContexts;

import java.io.IOException;
import java.security.GeneralSecurityException;

import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLContext;

/**
 * Sets {@link AnswerBounds} on {@code http:} endpoints, because Camel itself accepts answers and heads of any length. It keeps
 * everything else that is configured on the endpoints.
 */
public final class BoundedAnswers implements EndpointStrategy {

    private final boolean every;

    /** @param every whether to include endpoints without an {@link HttpClient}: true if all endpoints of the context are Serai's */
    public BoundedAnswers(boolean every) {
        this.every = every;
    }

    @Override
    public Endpoint registerEndpoint(String uri, Endpoint endpoint) {
        if (endpoint instanceof HttpEndpoint http) {
            HttpClientConfigurer given = http.getHttpClientConfigurer();
            boolean ours = given instanceof HttpClient || given instanceof WithBounds;
            if (ours || every) {
                http.setClientConnectionManager(connections(http).build());
            }
            if (!ours && every) {
                http.setHttpClientConfigurer(new WithBounds(given));
            }
        }
        return endpoint;
    }

    private static PoolingHttpClientConnectionManagerBuilder connections(HttpEndpoint http) {
        HostnameVerifier verifier = http.getX509HostnameVerifier();
        return AnswerBounds.connections().setTlsSocketStrategy(new DefaultClientTlsStrategy(tls(http),
                verifier == null ? HttpsSupport.getDefaultHostnameVerifier() : verifier));
    }

    private static SSLContext tls(HttpEndpoint http) {
        SSLContextParameters given = http.getSslContextParameters() != null ? http.getSslContextParameters()
                : http.getComponent().getSslContextParameters() != null ? http.getComponent().getSslContextParameters()
                        : http.getComponent().isUseGlobalSslContextParameters() ? http.getCamelContext().getSSLContextParameters()
                                : null;
        try {
            return given == null ? SSLContexts.createDefault() : given.createSSLContext(http.getCamelContext());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("the sslContextParameters of an endpoint of http: can't be used", e);
        }
    }

    private record WithBounds(HttpClientConfigurer given) implements HttpClientConfigurer {

        @Override
        public void configureHttpClient(HttpClientBuilder builder) {
            new AnswerBounds(AnswerBounds.BYTES).addTo(builder);
            if (given != null) {
                given.configureHttpClient(builder);
            }
        }
    }
}
