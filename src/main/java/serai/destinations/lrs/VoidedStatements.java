package serai.destinations.lrs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.jspecify.annotations.Nullable;
import serai.destinations.http.AnswerTooLongException;
import serai.destinations.http.UnexpectedAnswerException;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Finds out what a learning record store means if it refuses to void statements; it may refuse a batch because of one of them.
 * It asks the store for each statement to be voided: one that is void already needs nothing; each other one of a batch is voided
 * in a request of its own, even if the store does not have it. If all are void then, the answer is a success. This interceptor
 * gets complete answers.
 */
final class VoidedStatements implements ExecChainHandler {

    private static final JsonMapper JSON = new JsonMapper();
    /** Not 404, which is also the answer at a wrong address. */
    private static final Set<Integer> REFUSALS = Set.of(HttpStatus.SC_BAD_REQUEST, HttpStatus.SC_CONFLICT);

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        ClassicHttpRequest again = ClassicRequestBuilder.copy(request).build();
        ClassicHttpResponse answer = chain.proceed(request, scope);
        if (!REFUSALS.contains(answer.getCode()) || again.getEntity() == null || !again.getEntity().isRepeatable()) {
            return answer;
        }
        JsonNode sent = StatementQuestion.tree(EntityUtils.toByteArray(again.getEntity()));
        List<String> voided = sent.isArray() ? VoidingStatements.voidedBy(sent).orElse(List.of()) : List.of();
        if (voided.isEmpty()) {
            return answer;
        }
        StatementQuestion question = new StatementQuestion(again, scope, chain);
        ArrayNode ids = JSON.createArrayNode();
        for (int i = 0; i < voided.size(); i++) {
            ClassicHttpResponse refusal = refusal(question, voided.get(i), sent, i, answer);
            if (refusal != null) {
                return refusal;
            }
            ids.add(sent.get(i).path("id").asText());
        }
        ClassicHttpResponse success = new BasicClassicHttpResponse(HttpStatus.SC_OK);
        success.setEntity(new StringEntity(ids.toString(), ContentType.APPLICATION_JSON));
        return success;
    }

    /**
     * @return the answer to pass on; null if the statement is void by now
     * @throws UnexpectedAnswerException if the store shows it neither as void nor as another, and refuses to void it
     */
    private static @Nullable ClassicHttpResponse refusal(StatementQuestion question, String voided, JsonNode sent, int at,
            ClassicHttpResponse answer) throws IOException, HttpException {
        for (String parameter : List.of("voidedStatementId", "statementId")) {
            ClassicHttpResponse found;
            try {
                found = question.ask(parameter, voided);
            } catch (AnswerTooLongException e) {
                return answer; // the store has something of that id, but it can't be told what
            }
            if (found.getCode() == HttpStatus.SC_OK) {
                if (!StatementQuestion.tree(found).path("id").asText().equalsIgnoreCase(voided)) {
                    return answer; // a page of something else, or a store that does not look at the parameter
                }
                return parameter.equals("voidedStatementId") ? null : sent.size() == 1 ? answer : alone(question, sent.get(at));
            }
            if (found.getCode() != HttpStatus.SC_NOT_FOUND) {
                return StatementQuestion.isUnavailable(found) ? found : answer;
            }
        }
        ClassicHttpResponse again = sent.size() == 1 ? answer : alone(question, sent.get(at));
        if (again != null && REFUSALS.contains(again.getCode())) {
            throw new UnexpectedAnswerException(again.getCode(),
                    "to the voiding of statement %s, which it does not show".formatted(voided));
        }
        return again;
    }

    private static @Nullable ClassicHttpResponse alone(StatementQuestion question, JsonNode statement)
            throws IOException, HttpException {
        ClassicHttpRequest post = ClassicRequestBuilder.copy(question.post()).build();
        post.setEntity(new StringEntity(JSON.createArrayNode().add(statement).toString(), ContentType.APPLICATION_JSON));
        ClassicHttpResponse answer = question.chain().proceed(post, question.scope());
        return answer.getCode() < HttpStatus.SC_REDIRECTION ? null : answer;
    }
}
