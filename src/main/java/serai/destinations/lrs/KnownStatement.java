package serai.destinations.lrs;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.net.URIBuilder;
import serai.destinations.http.AnswerTooLongException;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/**
 * Finds out what a learning record store means by 409 (xAPI 1.0.3, Part 3, section 2.1.1). If a single statement was sent, it
 * asks the store for the statement with that id. If that is the same statement, it has arrived before, which is a success. If
 * it is another one, or the store does not show it, the 409 remains. A store that can't answer the question now counts as
 * unavailable. This interceptor gets complete answers.
 */
final class KnownStatement implements ExecChainHandler {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<Integer> LATER = Set.of(408, 425, 429);
    private static final Set<String> OF_THE_POST =
            Set.of("content-type", "content-length", "content-encoding", "transfer-encoding");

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        ClassicHttpRequest again = ClassicRequestBuilder.copy(request).build();
        ClassicHttpResponse answer = chain.proceed(request, scope);
        if (answer.getCode() != HttpStatus.SC_CONFLICT || again.getEntity() == null || !again.getEntity().isRepeatable()) {
            return answer;
        }
        JsonNode sent = tree(EntityUtils.toByteArray(again.getEntity()));
        if (!sent.isArray() || sent.size() != 1) {
            return answer;
        }
        ClassicHttpResponse found;
        try {
            found = chain.proceed(question(again, sent.get(0).path("id").asText()), scope);
        } catch (AnswerTooLongException e) {
            return answer; // too long to be the statement that Serai has sent
        }
        if (found.getCode() >= 500 || LATER.contains(found.getCode())) {
            return found;
        }
        return found.getCode() == HttpStatus.SC_OK && StatementComparison.same(tree(body(found)), sent.get(0))
                ? new BasicClassicHttpResponse(HttpStatus.SC_NO_CONTENT) : answer;
    }

    private static ClassicHttpRequest question(ClassicHttpRequest post, String id) throws ProtocolException {
        ClassicHttpRequest get = ClassicRequestBuilder.get(address(post, id)).build();
        for (Header header : post.getHeaders()) {
            if (!OF_THE_POST.contains(header.getName().toLowerCase(Locale.ROOT))) {
                get.addHeader(header);
            }
        }
        return get;
    }

    private static URI address(ClassicHttpRequest post, String id) throws ProtocolException {
        try {
            return new URIBuilder(post.getUri()).addParameter("statementId", id).build();
        } catch (URISyntaxException e) {
            throw new ProtocolException("a statement can't be requested from this address", e);
        }
    }

    private static byte[] body(ClassicHttpResponse answer) throws IOException {
        return answer.getEntity() == null ? new byte[0] : EntityUtils.toByteArray(answer.getEntity());
    }

    private static JsonNode tree(byte[] json) throws IOException {
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            return JSON.missingNode();
        }
    }
}
