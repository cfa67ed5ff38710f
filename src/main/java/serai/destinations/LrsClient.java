package serai.destinations;

import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/** A client of a learning record store: a statement that it refuses as known is compared with the one that it has. */
public final class LrsClient extends HttpClient {

    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        super.configureHttpClient(builder);
        builder.addExecInterceptorFirst("known-statement", new KnownStatement());
    }
}
