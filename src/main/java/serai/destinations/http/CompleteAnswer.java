package serai.destinations.http;

import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads the complete answer, so that it arrives within the attempt's time and frees its connection. If the answer is longer
 * than the limit, it closes the connection and reads no more. For a status that isn't a success, only the status matters, so an
 * unreadable body or header does not hide it.
 */
final class CompleteAnswer implements ExecChainHandler {

    private static final Logger LOG = LoggerFactory.getLogger(CompleteAnswer.class);
    private static final int CHUNK_BYTES = 8_192;

    private final int most;

    /** @param most greatest length of the unzipped body */
    CompleteAnswer(int most) {
        this.most = most;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        try {
            return whole(chain.proceed(request, scope), scope);
        } catch (MessageConstraintException e) {
            scope.execRuntime.discardEndpoint();
            throw AnswerTooLongException.head();
        }
    }

    private ClassicHttpResponse whole(ClassicHttpResponse answer, ExecChain.Scope scope) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            takeIn(answer, body);
            BoundedUnzip.requireWhole(scope);
        } catch (IOException e) {
            scope.execRuntime.discardEndpoint(); // closing the answer would read it to its end
            if (answer.getCode() < HttpStatus.SC_REDIRECTION) {
                throw e;
            }
        } finally {
            close(answer);
        }
        return whole(answer, body.toByteArray());
    }

    private static ClassicHttpResponse whole(ClassicHttpResponse answer, byte[] body) {
        BasicClassicHttpResponse whole = new BasicClassicHttpResponse(answer.getCode(), answer.getReasonPhrase());
        whole.setVersion(answer.getVersion());
        whole.setHeaders(answer.getHeaders());
        whole.removeHeaders(HttpHeaders.CONTENT_ENCODING); // the body is unzipped already; Camel would unzip it again
        String type = readable(answer);
        whole.removeHeaders(HttpHeaders.CONTENT_TYPE);
        if (type != null) {
            whole.setHeader(HttpHeaders.CONTENT_TYPE, type);
        }
        whole.setEntity(new ByteArrayEntity(body, ContentType.parseLenient(type)));
        return whole;
    }

    private static void close(ClassicHttpResponse answer) {
        try {
            answer.close();
        } catch (IOException e) {
            LOG.debug("The end of an answer could not be read", e);
        }
    }

    /** The answer's content type, without an unknown charset; null if there is none, or it can't be read. */
    private static @Nullable String readable(ClassicHttpResponse answer) {
        String told = answer.getEntity() == null ? null : answer.getEntity().getContentType();
        try {
            ContentType type = ContentType.parseLenient(told);
            return type == null ? null : type.getCharset() == null ? type.getMimeType() : told;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private void takeIn(ClassicHttpResponse answer, ByteArrayOutputStream bytes) throws IOException {
        if (answer.getEntity() == null) {
            return;
        }
        InputStream body = answer.getEntity().getContent();
        byte[] chunk = new byte[CHUNK_BYTES];
        try {
            for (int read = body.read(chunk); read >= 0; read = body.read(chunk)) {
                int taken = Math.min(read, most - bytes.size());
                bytes.write(chunk, 0, taken);
                if (taken < read) {
                    throw AnswerTooLongException.body(answer.getCode(), most);
                }
            }
        } catch (Gunzip.EmptyMembersException e) {
            throw new AnswerTooLongException(answer.getCode(), String.valueOf(e.getMessage()));
        }
        body.close();
    }
}
