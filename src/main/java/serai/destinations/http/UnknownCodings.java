package serai.destinations.http;

import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * Passes a body on unchanged if its coding is unknown to the client. The client itself would throw before anybody has seen the
 * answer's status.
 */
final class UnknownCodings implements ExecChainHandler {

    private static final String NONE = "identity";

    private final Set<String> known;

    /** @param known the names of the codings that the client can read, in lower case (RFC 9110, section 8.4.1) */
    UnknownCodings(Set<String> known) {
        this.known = known;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        ClassicHttpResponse answer = chain.proceed(request, scope);
        HttpEntity body = answer.getEntity();
        if (body != null && body.getContentEncoding() != null && !areKnown(body.getContentEncoding())) {
            answer.setEntity(new Uncoded(body));
        }
        return answer;
    }

    private boolean areKnown(String codings) {
        return Arrays.stream(codings.split(",")).map(coding -> coding.strip().toLowerCase(Locale.ROOT))
                .allMatch(coding -> coding.equals(NONE) || known.contains(coding));
    }

    private static final class Uncoded extends HttpEntityWrapper {

        Uncoded(HttpEntity body) {
            super(body);
        }

        @Override
        public @Nullable String getContentEncoding() {
            return null;
        }
    }
}
