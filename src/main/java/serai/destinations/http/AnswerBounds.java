package serai.destinations.http;

import org.apache.hc.client5.http.entity.DeflateInputStream;
import org.apache.hc.client5.http.entity.InputStreamFactory;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.config.Http1Config;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much an endpoint may answer, whoever stands at its address: lines of its head and of its trailers by the connection, its
 * body as it comes and as it is unzipped by the chain. What has more fails the attempt, and no more of it is read.
 *
 * @param bytes of a body, zipped or not, each
 */
record AnswerBounds(int bytes) {

    static final int BYTES = 1_048_576;
    /** The client knows more, if their library is there; some of those take as much memory as the answer asks for. */
    private static final Map<String, InputStreamFactory> CODINGS =
            Map.of("gzip", Gunzip::new, "x-gzip", Gunzip::new, "deflate", DeflateInputStream::new);
    private static final int CONNECTIONS = 200;
    private static final int CONNECTIONS_TO_ONE = 20;

    /** The chain's part; what is added to the builder afterwards at its beginning is given whole answers. */
    void addTo(HttpClientBuilder builder) {
        builder.setContentDecoderRegistry(new LinkedHashMap<>(CODINGS));
        builder.addExecInterceptorLast("unknown-codings", new UnknownCodings(CODINGS.keySet()));
        builder.addExecInterceptorLast("answer-as-it-comes", new BoundedUnzip(bytes));
        builder.addExecInterceptorFirst("whole-answer", new WholeAnswer(bytes));
    }

    /** The connections' part. */
    static PoolingHttpClientConnectionManagerBuilder connections() {
        Http1Config bounds = Http1Config.custom().setMaxHeaderCount(AnswerTooLongException.LINES)
                .setMaxLineLength(AnswerTooLongException.LINE_BYTES).build();
        return PoolingHttpClientConnectionManagerBuilder.create().setMaxConnTotal(CONNECTIONS).setMaxConnPerRoute(CONNECTIONS_TO_ONE)
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder().http1Config(bounds).build());
    }
}
