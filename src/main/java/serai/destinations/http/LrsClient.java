package serai.destinations.http;

import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * A client of a learning record store: what it has stored it must list, and a statement that it refuses as known is compared with
 * the one that it has.
 */
public final class LrsClient extends HttpClient {

    @Override
    ExecChainHandler expectedAnswer() {
        return new StoredStatements();
    }

    @Override
    void addQuestions(HttpClientBuilder builder) {
        builder.addExecInterceptorFirst("known-statement", new KnownStatement());
    }
}
