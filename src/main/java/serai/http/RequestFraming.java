package serai.http;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import org.jspecify.annotations.Nullable;
import serai.http.FramingFields.Field;

/**
 * Follows the requests on a connection byte by byte, and finds the first one that is not HTTP/1.1 or that two readers could
 * take for different requests (RFC 9112). It skips bodies without reading them, and copies only the values of three fields.
 *
 * <p>A proxy and the library behind it may disagree about where a request ends, and an attacker can use such a disagreement to
 * smuggle in a request. Therefore this class refuses forms that other servers merely tolerate.
 *
 * <p>This class knows which line or body comes next. {@link RequestLine}, {@link FieldLine} and {@link ChunkLine} read one line
 * each, and {@link FramingFields} says what a head comes to.
 */
final class RequestFraming implements ByteProcessor {

    private static final int SOONER = -1;

    /** What the next byte belongs to. Those from {@link #BODY} on come behind a head. */
    private enum Stage {
        START, START_LF, REQUEST_LINE, REQUEST_LINE_LF, FIELD_LINE, FIELD_LINE_LF, BODY,
        CHUNK_LINE, CHUNK_LINE_LF, CHUNK, CHUNK_CR, CHUNK_LF
    }

    private final RequestLine requestLine = new RequestLine();
    private final FieldLine fieldLine = new FieldLine();
    private final FramingFields fields = new FramingFields();
    private final ChunkLine chunkLine = new ChunkLine();
    private Stage stage = Stage.START;
    private int index;
    private int start;
    private int request;
    private int blankLines;
    private boolean inTrailers;
    private long left;
    private @Nullable String wrong;

    /**
     * Reads the next bytes of the connection. Returns how many of them the next handler may read: all of them, or those in
     * front of the part that is {@link #wrong}.
     */
    int follow(ByteBuf bytes) {
        int from = bytes.readerIndex();
        int end = bytes.writerIndex();
        index = from;
        start = from; // of the part that is not known to be right yet
        request = stage == Stage.START ? from : SOONER;
        while (index < end && wrong == null) {
            if (stage == Stage.BODY || stage == Stage.CHUNK) {
                pass(end);
            } else {
                int stopped = bytes.forEachByte(index, end - index, this);
                index = stopped < 0 ? end : stopped + 1;
                if (isBetween()) {
                    start = index;
                }
            }
            if (stage == Stage.START && wrong == null) {
                request = index;
            }
        }
        if (wrong == null) {
            return end - from;
        }
        return (request == SOONER ? start : request) - from; // if the whole request is in these bytes, all of it is refused
    }

    /** Why the request is refused, in words for its sender; null while nothing is wrong. */
    @Nullable
    String wrong() {
        return wrong;
    }

    /** Whether the next handler may have read the head of the wrong request already. */
    boolean isBehindHead() {
        return request == SOONER && (stage.ordinal() >= Stage.BODY.ordinal() || inTrailers);
    }

    private void pass(int end) {
        long now = Math.min(left, end - index);
        index += (int) now;
        start = index;
        left -= now;
        if (left == 0) {
            stage = stage == Stage.BODY ? Stage.START : Stage.CHUNK_CR;
        }
    }

    /** Reads one byte. False if the next bytes are a body or another request, or if something is wrong. */
    @Override
    public boolean process(byte value) {
        switch (stage) {
            case START -> start(value);
            case REQUEST_LINE -> read(requestLine.read(value), requestLine.isOver(), Stage.REQUEST_LINE_LF);
            case FIELD_LINE -> read(fieldLine.read(value), fieldLine.isOver(), Stage.FIELD_LINE_LF);
            case CHUNK_LINE -> read(chunkLine.read(value), chunkLine.isOver(), Stage.CHUNK_LINE_LF);
            case CHUNK_CR -> chunkEnds(value);
            default -> lineEnds(value);
        }
        return wrong == null && !isBetween();
    }

    /** Notes the result of reading a byte of a line. It is called for each byte, so it stores only what changes. */
    private void read(@Nullable String why, boolean isOver, Stage next) {
        if (why != null) {
            wrong = why;
        } else if (isOver) {
            stage = next;
        }
    }

    /** Whether all bytes so far are right, so that the next handler may read them whatever follows. */
    private boolean isBetween() {
        return stage == Stage.BODY || stage == Stage.CHUNK || stage == Stage.START
                || stage == Stage.CHUNK_LINE && chunkLine.isEmpty();
    }

    private void start(byte value) {
        if (value == '\r' && blankLines == 0) {
            blankLines++;
            stage = Stage.START_LF;
            return;
        }
        wrong = requestLine.begin(value);
        if (wrong == null) {
            blankLines = 0;
            stage = Stage.REQUEST_LINE;
        }
    }

    private void chunkEnds(byte value) {
        if (value == '\r') {
            stage = Stage.CHUNK_LF;
        } else {
            wrong = "a chunk is longer than its size says";
        }
    }

    private void lineEnds(byte value) {
        if (value != '\n') {
            wrong = "a line ends with a carriage return and no line feed";
            return;
        }
        switch (stage) {
            case START_LF -> stage = Stage.START;
            case REQUEST_LINE_LF -> headBegins();
            case FIELD_LINE_LF -> fieldLineEnds();
            case CHUNK_LINE_LF -> chunkLineEnds();
            default -> chunkLineBegins(); // after a chunk
        }
    }

    private void headBegins() {
        fields.begin(requestLine.isOld());
        fieldLineBegins();
    }

    private void fieldLineBegins() {
        fieldLine.begin();
        stage = Stage.FIELD_LINE;
    }

    private void fieldLineEnds() {
        if (fieldLine.isEmpty()) {
            fieldsEnd();
            return;
        }
        if (fieldLine.field() != Field.OTHER) {
            wrong = inTrailers ? "a field after the body gives its length or host"
                    : fields.add(fieldLine.field(), fieldLine.value());
        }
        fieldLineBegins();
    }

    private void fieldsEnd() {
        if (inTrailers) {
            inTrailers = false;
            stage = Stage.START;
        } else {
            headEnds();
        }
    }

    private void headEnds() {
        wrong = fields.end();
        if (wrong != null) {
            return;
        }
        if (fields.isChunked()) {
            chunkLineBegins();
        } else {
            left = fields.bodyBytes();
            stage = left > 0 ? Stage.BODY : Stage.START;
        }
    }

    private void chunkLineBegins() {
        chunkLine.begin();
        stage = Stage.CHUNK_LINE;
    }

    private void chunkLineEnds() {
        left = chunkLine.size();
        if (left > 0) {
            stage = Stage.CHUNK;
        } else {
            inTrailers = true;
            fieldLineBegins();
        }
    }
}
