package serai.destinations.lrs;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.net.URIBuilder;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/** Asks a learning record store for a statement, with the address and the credentials of a request that has posted some. */
record StatementQuestion(ClassicHttpRequest post, ExecChain.Scope scope, ExecChain chain) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<Integer> LATER = Set.of(408, 425, 429);
    private static final Set<String> OF_THE_POST =
            Set.of("content-type", "content-length", "content-encoding", "transfer-encoding");

    /**
     * @param parameter {@code statementId}, or {@code voidedStatementId} for a statement that is void
     * @throws serai.destinations.http.AnswerTooLongException if the answer has more bytes than the client reads
     */
    ClassicHttpResponse ask(String parameter, String id) throws IOException, HttpException {
        ClassicHttpRequest get = ClassicRequestBuilder.get(address(parameter, id)).build();
        for (Header header : post.getHeaders()) {
            if (!OF_THE_POST.contains(header.getName().toLowerCase(Locale.ROOT))) {
                get.addHeader(header);
            }
        }
        return chain.proceed(get, scope);
    }

    private URI address(String parameter, String id) throws ProtocolException {
        try {
            return new URIBuilder(post.getUri()).addParameter(parameter, id).build();
        } catch (URISyntaxException e) {
            throw new ProtocolException("a statement can't be requested from this address", e);
        }
    }

    /** Whether the store can't answer a question now. */
    static boolean isUnavailable(ClassicHttpResponse answer) {
        return answer.getCode() >= 500 || LATER.contains(answer.getCode());
    }

    /** The body of an answer; missing where that is no JSON. */
    static JsonNode tree(ClassicHttpResponse answer) throws IOException {
        return tree(answer.getEntity() == null ? new byte[0] : EntityUtils.toByteArray(answer.getEntity()));
    }

    static JsonNode tree(byte[] json) throws IOException {
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            return JSON.missingNode();
        }
    }
}
