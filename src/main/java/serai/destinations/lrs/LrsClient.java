package serai.destinations.lrs;

import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import serai.destinations.http.HttpClient;

import java.io.IOException;

/**
 * A client of a learning record store. The store must list the ids of the statements that it has stored. If it refuses a
 * statement as known, the client compares that statement with the stored one; if it refuses to void one, the client asks whether
 * that is void already.
 */
public final class LrsClient extends HttpClient {

    /**
     * A header that the client adds to an answer by which the store says that it has a statement of that id, which may be another
     * one (409). Servers of other destinations mean other things by 409.
     */
    public static final String KNOWN_ID = "Serai-Known-Id";

    @Override
    protected ExecChainHandler expectedAnswer() {
        return new StoredStatements();
    }

    @Override
    public ClassicHttpResponse success(ClassicHttpRequest request) throws IOException {
        return StoredStatements.success(request);
    }

    @Override
    protected void addQuestions(HttpClientBuilder builder) {
        builder.addExecInterceptorFirst("known-statement", new KnownStatement());
        builder.addExecInterceptorFirst("voided-statements", new VoidedStatements());
    }
}
