package serai.destinations.http;

import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.util.Timeout;

/** A client for requests that no route sends. What {@link HttpClient} says of an attempt holds for each of its requests. */
public final class StandaloneClient {

    private static final Timeout CONNECT_MAX = Timeout.ofSeconds(5);
    private static final Timeout RESPONSE_MAX = Timeout.ofSeconds(30);

    private StandaloneClient() {
    }

    /**
     * Makes the client; the caller closes it.
     *
     * @throws IllegalArgumentException as {@link HttpClient#configureHttpClient}
     */
    public static CloseableHttpClient of(HttpClient client) {
        HttpClientBuilder builder = HttpClientBuilder.create()
                .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(RESPONSE_MAX).build())
                .setConnectionManager(AnswerBounds.connections()
                        .setDefaultConnectionConfig(ConnectionConfig.custom().setConnectTimeout(CONNECT_MAX).build()).build());
        client.configureHttpClient(builder);
        return builder.build();
    }
}
