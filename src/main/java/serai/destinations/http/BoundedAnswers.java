package serai.destinations.http;

import org.apache.camel.Endpoint;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.spi.EndpointStrategy;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

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
                http.setClientConnectionManager(
                        AnswerBounds.connections().setTlsSocketStrategy(ClientTls.ofEndpoint(http)).build());
            }
            if (!ours && every) {
                http.setHttpClientConfigurer(new WithBounds(given));
            }
        }
        return endpoint;
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
