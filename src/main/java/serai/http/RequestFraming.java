package serai.http;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;

import java.nio.charset.StandardCharsets;

/**
 * Follows the requests on a connection byte by byte, and finds the first one that is not HTTP/1.1 or that two readers could
 * take for different requests (RFC 9112). It skips bodies without reading them, and copies only the values of three fields.
 *
 * <p>A proxy and the library behind it may disagree about where a request ends, and an attacker can use such a disagreement to
 * smuggle in a request. Therefore this class refuses forms that other servers merely tolerate.
 */
final class RequestFraming implements ByteProcessor {

    private static final int CHUNK_DIGITS_MAX = 16; // with leading zeros
    private static final int CHUNK_EXTENSION_MAX_BYTES = 256;
    private static final int LENGTH_DIGITS_MAX = 18;
    private static final int NAME_KEPT_BYTES = 20;
    private static final int SOONER = -1;
    private static final int VALUE_KEPT_BYTES = 300;

    private static final int TOKEN = 1;
    private static final int TARGET = 2;
    private static final int VALUE = 4;
    private static final int HOST = 8;
    private static final byte[] KINDS = kinds();

    private enum Stage {
        START, START_LF, METHOD, TARGET, VERSION, VERSION_LF, FIELD, NAME, VALUE, VALUE_LF, END_LF, BODY,
        SIZE, EXTENSION, SIZE_LF, CHUNK, CHUNK_CR, CHUNK_LF
    }

    private enum Field {
        OTHER, LENGTH, CODING, HOST
    }

    private final byte[] kept = new byte[VALUE_KEPT_BYTES];
    private int keptBytes;
    private Stage stage = Stage.START;
    private int index;
    private int start;
    private int request;
    private int blankLines;
    private int targetBytes;
    private boolean old;
    private boolean inTrailers;
    private Field field;
    private int lengths;
    private int codings;
    private int hosts;
    private long left;
    private int digits;
    private int extensionBytes;
    private boolean quoted;
    private boolean escaped;
    private String wrong;

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
            case METHOD -> method(value);
            case TARGET -> target(value);
            case VERSION -> version(value);
            case FIELD -> field(value);
            case NAME -> name(value);
            case VALUE -> value(value);
            case SIZE -> size(value);
            case EXTENSION -> extension(value);
            case CHUNK_CR -> expect(value, '\r', Stage.CHUNK_LF, "a chunk is longer than its size says");
            default -> {
                expect(value, '\n', null, "a line ends without a line feed behind its carriage return");
                if (wrong == null) {
                    lineEnds();
                }
            }
        }
        return wrong == null && !isBetween();
    }

    /** Whether all bytes so far are right, so that the next handler may read them whatever follows. */
    private boolean isBetween() {
        return stage == Stage.BODY || stage == Stage.CHUNK || stage == Stage.START || stage == Stage.SIZE && digits == 0;
    }

    private void lineEnds() {
        switch (stage) {
            case START_LF -> stage = Stage.START;
            case VERSION_LF -> headBegins();
            case VALUE_LF -> fieldEnds();
            case END_LF -> headEnds();
            case SIZE_LF -> sizeEnds();
            default -> sizeBegins(); // after a chunk
        }
    }

    private void start(byte value) {
        if (value == '\r' && blankLines == 0) {
            blankLines++;
            stage = Stage.START_LF;
        } else if (is(value, TOKEN)) {
            blankLines = 0;
            targetBytes = 0;
            stage = Stage.METHOD;
        } else {
            refuse("the line of the request does not begin with a method");
        }
    }

    private void method(byte value) {
        if (value == ' ') {
            stage = Stage.TARGET;
        } else if (!is(value, TOKEN)) {
            refuse("the method is no token");
        }
    }

    private void target(byte value) {
        if (value == ' ' && targetBytes > 0) {
            keptBytes = 0;
            stage = Stage.VERSION;
        } else if (is(value, TARGET)) {
            targetBytes++;
        } else {
            refuse("path and query are not encoded, or are missing");
        }
    }

    private void version(byte value) {
        if (value == '\r') {
            String version = text();
            if (!version.equals("HTTP/1.1") && !version.equals("HTTP/1.0")) {
                refuse("the line of the request does not end with its version, HTTP/1.1 or HTTP/1.0");
            }
            old = version.equals("HTTP/1.0");
            stage = Stage.VERSION_LF;
        } else {
            keep(value);
        }
    }

    private void headBegins() {
        inTrailers = false;
        lengths = 0;
        codings = 0;
        hosts = 0;
        left = 0;
        stage = Stage.FIELD;
    }

    private void field(byte value) {
        keptBytes = 0;
        if (value == '\r') {
            stage = Stage.END_LF;
        } else if (is(value, TOKEN)) {
            keepName(value);
            stage = Stage.NAME;
        } else {
            refuse("a field is folded, or its name does not begin with a letter");
        }
    }

    private void name(byte value) {
        if (value == ':') {
            field = named();
            keptBytes = 0;
            stage = Stage.VALUE;
        } else if (is(value, TOKEN)) {
            keepName(value);
        } else {
            refuse("the name of a field does not end with a colon at once");
        }
    }

    private void keepName(byte value) {
        if (keptBytes < NAME_KEPT_BYTES) {
            kept[keptBytes++] = value >= 'A' && value <= 'Z' ? (byte) (value + 32) : value;
        }
    }

    private Field named() {
        return switch (keptBytes) {
            case 4 -> text().equals("host") ? Field.HOST : Field.OTHER;
            case 14 -> text().equals("content-length") ? Field.LENGTH : Field.OTHER;
            case 17 -> text().equals("transfer-encoding") ? Field.CODING : Field.OTHER;
            default -> Field.OTHER;
        };
    }

    private void value(byte value) {
        if (value == '\r') {
            stage = Stage.VALUE_LF;
        } else if (!is(value, VALUE)) {
            refuse("a field has a control character or a line end in its value");
        } else if (field != Field.OTHER) {
            keep(value);
        }
    }

    private void fieldEnds() {
        stage = Stage.FIELD;
        if (field == Field.OTHER) {
            return;
        }
        String value = text().strip();
        if (inTrailers) {
            refuse("a field behind the body says how long it is, or for which host");
        } else if (field == Field.LENGTH) {
            length(value);
        } else if (field == Field.CODING) {
            if (++codings > 1 || !value.equalsIgnoreCase("chunked")) {
                refuse("Transfer-Encoding must be given once, as chunked");
            }
        } else if (++hosts > 1 || !value.chars().allMatch(letter -> is((byte) letter, HOST))) {
            refuse("Host must be given once, as a host with or without a port");
        }
    }

    private void length(String value) {
        if (++lengths > 1 || value.isEmpty() || value.length() > LENGTH_DIGITS_MAX
                || !value.chars().allMatch(letter -> letter >= '0' && letter <= '9')) {
            refuse("Content-Length must be given once, as a number");
        } else {
            left = Long.parseLong(value);
        }
    }

    private void headEnds() {
        if (inTrailers) {
            inTrailers = false;
            stage = Stage.START;
        } else if (codings > 0 && (lengths > 0 || old)) {
            refuse("Transfer-Encoding must not be given with Content-Length, nor in HTTP/1.0");
        } else if (hosts == 0 && !old) {
            refuse("it has no Host");
        } else if (codings > 0) {
            sizeBegins();
        } else {
            stage = left > 0 ? Stage.BODY : Stage.START;
        }
    }

    private void sizeBegins() {
        digits = 0;
        left = 0;
        stage = Stage.SIZE;
    }

    private void size(byte value) {
        int digit = Character.digit(value, 16);
        if (digit >= 0) {
            left = left * 16 + digit;
            if (++digits > CHUNK_DIGITS_MAX || left > Integer.MAX_VALUE) {
                refuse("the size of a chunk is too large");
            }
        } else if (value == '\r' && digits > 0) {
            stage = Stage.SIZE_LF;
        } else if (value == ';' && digits > 0) {
            extensionBytes = 0;
            quoted = false;
            escaped = false;
            stage = Stage.EXTENSION;
        } else {
            refuse("the size of a chunk is no hexadecimal number");
        }
    }

    private void extension(byte value) {
        if (value == '\r' && !quoted) {
            stage = Stage.SIZE_LF;
        } else if (!is(value, VALUE) || ++extensionBytes > CHUNK_EXTENSION_MAX_BYTES) {
            refuse("the extension of a chunk has a line end or a control character in it, or is too long");
        } else if (escaped) {
            escaped = false;
        } else if (value == '\\') {
            escaped = quoted;
        } else if (value == '"') {
            quoted = !quoted;
        }
    }

    private void sizeEnds() {
        if (left > 0) {
            stage = Stage.CHUNK;
        } else {
            inTrailers = true;
            stage = Stage.FIELD;
        }
    }

    private void expect(byte value, char expected, Stage next, String otherwise) {
        if (value != expected) {
            refuse(otherwise);
        } else if (next != null) {
            stage = next;
        }
    }

    private void keep(byte value) {
        if (keptBytes == kept.length || value < ' ' && value >= 0 && value != '\t') {
            refuse("its version, length, coding or host is too long, or has a control character in it");
        } else {
            kept[keptBytes++] = value;
        }
    }

    private String text() {
        return new String(kept, 0, keptBytes, StandardCharsets.ISO_8859_1);
    }

    private void refuse(String why) {
        if (wrong == null) {
            wrong = why;
        }
    }

    private static boolean is(byte value, int kind) {
        return (KINDS[value & 0xff] & kind) != 0;
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[256];
        for (int value = 0; value < kinds.length; value++) {
            boolean letterOrDigit = value < 128 && Character.isLetterOrDigit(value);
            boolean visible = value > ' ' && value < 127;
            kinds[value] = (byte) ((letterOrDigit || visible && "!#$%&'*+-.^_`|~".indexOf(value) >= 0 ? TOKEN : 0)
                    | (visible ? TARGET : 0)
                    | (value == '\t' || value >= ' ' && value != 127 ? VALUE : 0)
                    | (letterOrDigit || visible && "-._~:[]%!$&'()*+;=".indexOf(value) >= 0 ? HOST : 0));
        }
        return kinds;
    }
}
