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
 * What a success must look like, where no standard says more: one of some statuses, no page for people, and if so wished a text
 * that only the endpoint itself knows. A page for signing in, or of a proxy, comes with status 200 as well.
 */
final class ExpectedAnswer implements ExecChainHandler {

    /** Gives nothing back that it has passed over: otherwise a body of comments would be tried for ever. */
    private static final Pattern PAGE = Pattern.compile("[\\s\\uFEFF]*+(?:<\\?xml[^>]*>\\s*+|(?><!--.*?-->)\\s*+)*+<(?:!doctype\\s+html|html|head|body)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Set<Integer> statuses;
    private final String text;

    /** @param text that the answer's body must have; blank for none */
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
            throw new UnexpectedAnswerException(status, "which is none of " + statuses.stream().sorted().toList());
        }
        String body = body(answer.getEntity());
        if (PAGE.matcher(body).matches()) {
            throw new UnexpectedAnswerException(status, "with a page of HTML");
        }
        if (!text.isBlank() && !body.contains(text)) {
            throw new UnexpectedAnswerException(status, "without the text that is set");
        }
        return answer;
    }

    private static String body(HttpEntity entity) throws IOException {
        return entity == null ? "" : new String(EntityUtils.toByteArray(entity), StandardCharsets.UTF_8);
    }
}
