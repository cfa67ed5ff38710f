package serai.destinations.http;

import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.EntityUtils;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Checks that a success comes from the right endpoint, where no standard defines its form: one of the accepted statuses, no
 * HTML page and, if set, a text that only that endpoint sends. Sign-in pages and pages of proxies also have status 200.
 */
final class ExpectedAnswer implements ExecChainHandler {

    /** Matches possessively, without backtracking; otherwise matching a body of many comments would take for ever. */
    private static final Pattern PAGE =
            Pattern.compile("[\\s\\uFEFF]*+(?:<\\?xml[^>]*>\\s*+|(?><!--.*?-->)\\s*+)*+<(?:!doctype\\s+html|html|head|body)\\b.*",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Set<Integer> statuses;
    private final String text;

    /** @param text a text that the answer's body must contain; blank for none */
    ExpectedAnswer(Set<Integer> statuses, String text) {
        this.statuses = statuses;
        this.text = text;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        ClassicHttpResponse answer = chain.proceed(request, scope);
        int status = answer.getCode();
        if (status < HttpStatus.SC_OK || status >= HttpStatus.SC_REDIRECTION) {
            return answer;
        }
        if (!statuses.contains(status)) {
            throw new UnexpectedAnswerException(status, "instead of one of " + statuses.stream().sorted().toList());
        }
        String body = body(answer.getEntity());
        if (PAGE.matcher(body).matches()) {
            throw new UnexpectedAnswerException(status, "with a page of HTML");
        }
        if (!text.isBlank() && !body.contains(text)) {
            throw new UnexpectedAnswerException(status, "without the text that its settings require");
        }
        return answer;
    }

    private static String body(HttpEntity entity) throws IOException {
        return entity == null ? "" : new String(EntityUtils.toByteArray(entity), StandardCharsets.UTF_8);
    }
}
