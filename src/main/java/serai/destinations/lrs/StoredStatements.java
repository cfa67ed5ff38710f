package serai.destinations.lrs;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.jspecify.annotations.Nullable;
import serai.destinations.http.UnexpectedAnswerException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Checks that a success is that of a learning record store (xAPI 1.0.3, Part 3, section 2.1): 204 to a PUT, and 200 to a POST,
 * with the list of the ids that were sent, including those that the store knew before. Any other success comes from something
 * else.
 */
final class StoredStatements implements ExecChainHandler {

    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        HttpEntity sent = request.getEntity();
        ClassicHttpResponse answer = chain.proceed(request, scope);
        int status = answer.getCode();
        if (status < HttpStatus.SC_OK || status >= HttpStatus.SC_REDIRECTION) {
            return answer;
        }
        if (Method.PUT.isSame(request.getMethod()) && status != HttpStatus.SC_NO_CONTENT) {
            throw new UnexpectedAnswerException(status, "where a learning record store answers 204");
        }
        if (Method.POST.isSame(request.getMethod())) {
            Optional<List<String>> stored = listed(bytes(answer.getEntity()));
            if (status != HttpStatus.SC_OK || stored.isEmpty()) {
                throw new UnexpectedAnswerException(status, "without a list of ids, so it is not a learning record store");
            }
            if (!areThose(stored.get(), sent(bytes(sent)))) {
                throw new UnexpectedAnswerException(status, "with other ids than those of the statements that were sent");
            }
        }
        return answer;
    }

    /** What a learning record store answers to a request whose statements it has stored; for a rehearsal. */
    static ClassicHttpResponse success(ClassicHttpRequest request) throws IOException {
        if (!Method.POST.isSame(request.getMethod())) {
            return new BasicClassicHttpResponse(HttpStatus.SC_NO_CONTENT);
        }
        ClassicHttpResponse answer = new BasicClassicHttpResponse(HttpStatus.SC_OK);
        answer.setEntity(new StringEntity(JSON.writeValueAsString(sent(bytes(request.getEntity()))), ContentType.APPLICATION_JSON));
        return answer;
    }

    private static byte[] bytes(@Nullable HttpEntity entity) throws IOException {
        return entity == null ? new byte[0] : EntityUtils.toByteArray(entity);
    }

    /**
     * Whether the lists are the same. If a statement was sent without an id, the store has chosen one, so only the lengths are
     * compared.
     */
    private static boolean areThose(List<String> stored, List<@Nullable String> sent) {
        return stored.size() == sent.size() && (sent.contains(null) || equal(stored, sent));
    }

    private static boolean equal(List<String> some, List<@Nullable String> others) {
        return some.equals(others) || new TreeSet<>(some).equals(new TreeSet<>(others));
    }

    private static Optional<List<String>> listed(byte[] json) throws IOException {
        List<String> ids = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.VALUE_STRING) {
                ids.add(parser.getText().toLowerCase(Locale.ROOT));
            }
            return parser.currentToken() == JsonToken.END_ARRAY ? Optional.of(ids) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /**
     * The ids of the sent statements (one statement, or a list); null for a statement without an id. The rest of the JSON is
     * skipped.
     */
    private static List<@Nullable String> sent(byte[] json) throws IOException {
        List<@Nullable String> ids = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(json)) {
            boolean several = parser.nextToken() == JsonToken.START_ARRAY;
            if (several) {
                parser.nextToken();
            }
            while (parser.currentToken() == JsonToken.START_OBJECT) {
                ids.add(id(parser));
                parser.nextToken();
            }
        }
        return ids;
    }

    private static @Nullable String id(JsonParser parser) throws IOException {
        String id = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (parser.nextToken() == JsonToken.VALUE_STRING && name.equals("id")) {
                id = parser.getText().toLowerCase(Locale.ROOT);
            }
            parser.skipChildren();
        }
        return id;
    }
}
