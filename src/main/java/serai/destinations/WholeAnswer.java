package serai.destinations;

import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Takes the whole answer in, up to a bound, so that it has come within the attempt's time and its connection is free. Of an
 * answer that says no, the status counts: whatever is wrong with its body, or can't be read of its headers, does not hide it.
 */
final class WholeAnswer implements ExecChainHandler {

    private static final Logger LOG = LoggerFactory.getLogger(WholeAnswer.class);
    static final int MAX_BYTES = 1_048_576;
    private static final int CHUNK_BYTES = 8_192;

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        ClassicHttpResponse answer = chain.proceed(request, scope);
        try {
            return whole(answer);
        } finally {
            close(answer);
        }
    }

    private static ClassicHttpResponse whole(ClassicHttpResponse answer) throws IOException {
        BasicClassicHttpResponse whole = new BasicClassicHttpResponse(answer.getCode(), answer.getReasonPhrase());
        whole.setVersion(answer.getVersion());
        whole.setHeaders(answer.getHeaders());
        whole.removeHeaders(HttpHeaders.CONTENT_ENCODING); // the body is unzipped; Camel would do it again
        String type = readable(answer);
        whole.removeHeaders(HttpHeaders.CONTENT_TYPE);
        if (type != null) {
            whole.setHeader(HttpHeaders.CONTENT_TYPE, type);
        }
        whole.setEntity(new ByteArrayEntity(body(answer), ContentType.parseLenient(type)));
        return whole;
    }

    private static void close(ClassicHttpResponse answer) {
        try {
            answer.close();
        } catch (IOException e) {
            LOG.debug("The end of an answer could not be read", e);
        }
    }

    /** The type that it tells, without a charset that nobody knows; null if there is none to be read. */
    private static String readable(ClassicHttpResponse answer) {
        String told = answer.getEntity() == null ? null : answer.getEntity().getContentType();
        try {
            ContentType type = ContentType.parseLenient(told);
            return type == null ? null : type.getCharset() == null ? type.getMimeType() : told;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static byte[] body(ClassicHttpResponse answer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (answer.getEntity() == null) {
            return bytes.toByteArray();
        }
        try {
            InputStream body = answer.getEntity().getContent(); // closed with the answer: closing it alone reads on to its end
            byte[] chunk = new byte[CHUNK_BYTES];
            for (int read = body.read(chunk); read >= 0 && bytes.size() < MAX_BYTES; read = body.read(chunk)) {
                bytes.write(chunk, 0, Math.min(read, MAX_BYTES - bytes.size()));
            }
        } catch (IOException e) {
            if (answer.getCode() < HttpStatus.SC_REDIRECTION) {
                throw e;
            }
        }
        return bytes.toByteArray();
    }
}
