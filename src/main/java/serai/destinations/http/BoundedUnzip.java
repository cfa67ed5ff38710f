package serai.destinations.http;

import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.jspecify.annotations.Nullable;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Limits a body's length before unzipping, because a zipped body may have any length and unzip to nothing. It also limits the
 * number of codings, because nested codings are unzipped together, each with its own memory.
 */
final class BoundedUnzip implements ExecChainHandler {

    private static final int CODINGS = 2;
    private static final int REST_BYTES = 8_192;
    private static final String CUT_OFF = "serai.answer-cut-off";

    private final int bytes;

    BoundedUnzip(int bytes) {
        this.bytes = bytes;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        scope.clientContext.removeAttribute(CUT_OFF);
        ClassicHttpResponse answer = chain.proceed(request, scope);
        if (codings(answer) > CODINGS) {
            scope.execRuntime.discardEndpoint();
            throw new AnswerTooLongException(answer.getCode(), "compressed more than %s times".formatted(CODINGS));
        }
        if (answer.getEntity() != null) {
            answer.setEntity(new Counted(answer.getEntity(), answer.getCode(), scope));
        }
        return answer;
    }

    /** @throws AnswerTooLongException if the last answer was cut off, which the unzipping code would take for its end */
    static void requireWhole(ExecChain.Scope scope) throws AnswerTooLongException {
        if (scope.clientContext.getAttribute(CUT_OFF) instanceof AnswerTooLongException cutOff) {
            throw cutOff;
        }
    }

    private static long codings(ClassicHttpResponse answer) {
        return Arrays.stream(answer.getHeaders(HttpHeaders.CONTENT_ENCODING)).map(Header::getValue).filter(value -> value != null)
                .flatMap(value -> Arrays.stream(value.split(","))).count();
    }

    private final class Counted extends HttpEntityWrapper {

        private final int status;
        private final ExecChain.Scope scope;
        private @Nullable InputStream content;

        Counted(HttpEntity entity, int status, ExecChain.Scope scope) {
            super(entity);
            this.status = status;
            this.scope = scope;
        }

        @Override
        public InputStream getContent() throws IOException {
            if (content == null) {
                content = new CountedStream(super.getContent(), status, scope);
            }
            return content;
        }
    }

    private final class CountedStream extends FilterInputStream {

        private final int status;
        private final ExecChain.Scope scope;
        private long come;
        private boolean ended;

        CountedStream(InputStream body, int status, ExecChain.Scope scope) {
            super(body);
            this.status = status;
            this.scope = scope;
        }

        @Override
        public int read() throws IOException {
            int read = in.read();
            ended = read < 0;
            count(ended ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int read = in.read(to, offset, length);
            ended = read < 0;
            count(Math.max(0, read));
            return read;
        }

        /** Never 0 before the end, because older Java versions stop unzipping when nothing is available. */
        @Override
        public int available() throws IOException {
            return ended ? 0 : Math.max(1, in.available());
        }

        /**
         * Reads the rest, within the limit: the unzipping code may not have read everything, and closing the body itself would
         * read to its end without a limit.
         */
        @Override
        public void close() throws IOException {
            byte[] rest = new byte[REST_BYTES];
            int read;
            do {
                read = read(rest, 0, rest.length);
            } while (read >= 0);
            in.close();
        }

        private void count(int read) throws AnswerTooLongException {
            come += read;
            if (come > bytes) {
                AnswerTooLongException cutOff = AnswerTooLongException.body(status, bytes);
                scope.clientContext.setAttribute(CUT_OFF, cutOff);
                scope.execRuntime.discardEndpoint();
                throw cutOff;
            }
        }
    }
}
