package serai.destinations.http;

import org.apache.hc.client5.http.entity.DeflateInputStream;
import org.apache.hc.client5.http.entity.InputStreamFactory;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.config.Http1Config;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Limits for an endpoint's answer, whichever server answers at the address. The connection bounds the lines of head and
 * trailers; the chain of interceptors bounds the body, before and after unzipping. A larger answer makes the attempt fail, and
 * the rest is not read.
 *
 * @param bytes greatest length of a body, both before and after unzipping
 */
record AnswerBounds(int bytes) {

    static final int BYTES = 1_048_576;
    /**
     * The only codings that are unzipped. The client would support more if their libraries are present, and some of those take
     * as much memory as the answer asks for.
     */
    private static final Map<String, InputStreamFactory> CODINGS =
            Map.of("gzip", Gunzip::new, "x-gzip", Gunzip::new, "deflate", DeflateInputStream::new);
    private static final int CONNECTIONS = 200;
    private static final int CONNECTIONS_TO_ONE = 20;

    /** Adds the interceptors. Interceptors that are added at the beginning of the chain afterwards get complete answers. */
    void addTo(HttpClientBuilder builder) {
        builder.setRequestExecutor(new StaleResponseCheck());
        builder.setContentDecoderRegistry(new LinkedHashMap<>(CODINGS));
        builder.addExecInterceptorLast("unknown-codings", new UnknownCodings(CODINGS.keySet()));
        builder.addExecInterceptorLast("answer-as-it-comes", new BoundedUnzip(bytes));
        builder.addExecInterceptorFirst("whole-answer", new CompleteAnswer(bytes));
    }

    /** The builder of the connections, with their limits. */
    static PoolingHttpClientConnectionManagerBuilder connections() {
        Http1Config bounds = Http1Config.custom().setMaxHeaderCount(AnswerTooLongException.LINES)
                .setMaxLineLength(AnswerTooLongException.LINE_BYTES).build();
        return PoolingHttpClientConnectionManagerBuilder.create().setMaxConnTotal(CONNECTIONS)
                .setMaxConnPerRoute(CONNECTIONS_TO_ONE)
                .setConnectionFactory(PooledConnection.withBounds(bounds));
    }
}
