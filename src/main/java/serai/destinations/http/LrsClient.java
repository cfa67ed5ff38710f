package serai.destinations.http;

import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * A client of a learning record store. The store must list the ids of the statements that it has stored. If it refuses a
 * statement as known, the client compares that statement with the stored one.
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
