package serai.destinations.lrs;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import serai.destinations.http.AnswerTooLongException;

import java.io.IOException;

/**
 * Finds out what a learning record store means by 409 (xAPI 1.0.3, Part 3, section 2.1.1). If a single statement was sent, it
 * asks the store for the statement with that id. If that is the same statement, it has arrived before, which is a success. If
 * it is another one, or the store does not show it, the 409 remains, marked by {@link LrsClient#KNOWN_ID}. A store that can't
 * answer the question now counts as unavailable. This interceptor gets complete answers.
 */
final class KnownStatement implements ExecChainHandler {

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        ClassicHttpRequest again = ClassicRequestBuilder.copy(request).build();
        ClassicHttpResponse answer = chain.proceed(request, scope);
        if (answer.getCode() != HttpStatus.SC_CONFLICT) {
            return answer;
        }
        answer.setHeader(LrsClient.KNOWN_ID, "true");
        if (again.getEntity() == null || !again.getEntity().isRepeatable()) {
            return answer;
        }
        JsonNode sent = StatementQuestion.tree(EntityUtils.toByteArray(again.getEntity()));
        if (!sent.isArray() || sent.size() != 1) {
            return answer;
        }
        ClassicHttpResponse found;
        try {
            found = new StatementQuestion(again, scope, chain).ask("statementId", sent.get(0).path("id").asText());
        } catch (AnswerTooLongException e) {
            return answer; // too long to be the statement that Serai has sent
        }
        if (StatementQuestion.isUnavailable(found)) {
            return found;
        }
        return found.getCode() == HttpStatus.SC_OK && StatementComparison.same(StatementQuestion.tree(found), sent.get(0))
                ? new BasicClassicHttpResponse(HttpStatus.SC_NO_CONTENT) : answer;
    }
}
