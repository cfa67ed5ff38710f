package serai.model.trace;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A span of a trace, the parent of spans that follow: what W3C's Trace Context has in {@code traceparent} and {@code tracestate}.
 *
 * @param high  the first half of the trace's id
 * @param low   the second half; not both are 0
 * @param span  the span's id; not 0
 * @param flags 1 if the trace is recorded
 * @param state what tracing systems pass on to one another, as {@code tracestate} has it; empty if missing or malformed
 */
public record TraceContext(long high, long low, long span, byte flags, String state) {

    /** Names of the headers, and of a message's properties. */
    public static final String TRACEPARENT = "traceparent";
    public static final String TRACESTATE = "tracestate";

    /** Bytes of all but the state. */
    private static final int LENGTH = 3 * Long.BYTES + 1;
    private static final int TEXT_LENGTH = 55;
    /** A longer {@code traceparent}, such as one of a later version, is not read. */
    private static final int TEXT_MAX = 512;
    /** W3C wants at least this many characters passed on; a longer state is dropped. */
    private static final int STATE_MAX = 512;
    private static final int STATE_MEMBERS_MAX = 32;

    private static final Pattern FORM =
            Pattern.compile("(?!ff)([0-9a-f]{2})-([0-9a-f]{16})([0-9a-f]{16})-([0-9a-f]{16})-([0-9a-f]{2})");
    private static final Pattern STATE_MEMBER =
            Pattern.compile("[\\t ]*(?:[a-z0-9][-a-z0-9_*/@]{0,255}=[\\x20-\\x2b\\x2d-\\x3c\\x3e-\\x7e]{1,256})?[\\t ]*");
    private static final HexFormat HEX = HexFormat.of();

    public TraceContext {
        state = isState(state) ? state.strip() : "";
    }

    private static boolean isState(String text) {
        if (text.isEmpty() || text.length() > STATE_MAX) {
            return false;
        }
        String[] members = text.split(",", -1);
        return members.length <= STATE_MEMBERS_MAX
                && Arrays.stream(members).allMatch(member -> STATE_MEMBER.matcher(member).matches());
    }

    /** Reads a {@code traceparent} without a {@code tracestate}. */
    public static Optional<TraceContext> parse(@Nullable String traceparent) {
        return parse(traceparent, null);
    }

    /**
     * Reads a {@code traceparent}; empty if it is missing or invalid. An invalid {@code tracestate} counts as missing.
     */
    public static Optional<TraceContext> parse(@Nullable String traceparent, @Nullable String tracestate) {
        String text = traceparent == null || traceparent.length() > TEXT_MAX ? "" : traceparent.strip();
        if (text.length() < TEXT_LENGTH) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(text).region(0, TEXT_LENGTH);
        boolean more = text.length() > TEXT_LENGTH;
        if (!form.matches() || more && (form.group(1).equals("00") || text.charAt(TEXT_LENGTH) != '-')) {
            return Optional.empty();
        }
        TraceContext read = new TraceContext(HexFormat.fromHexDigitsToLong(form.group(2)),
                HexFormat.fromHexDigitsToLong(form.group(3)), HexFormat.fromHexDigitsToLong(form.group(4)),
                (byte) HexFormat.fromHexDigits(form.group(5)), tracestate == null ? "" : tracestate);
        return read.isNone() ? Optional.empty() : Optional.of(read);
    }

    private boolean isNone() {
        return (high | low) == 0 || span == 0;
    }

    /** The trace's id: 32 hexadecimal digits. */
    public String traceId() {
        return HEX.toHexDigits(high) + HEX.toHexDigits(low);
    }

    /** The span's id: 16 hexadecimal digits. */
    public String spanId() {
        return HEX.toHexDigits(span);
    }

    /** As the journal keeps it: trace, span, flags, state. */
    public byte[] bytes() {
        byte[] last = state.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(LENGTH + last.length).putLong(high).putLong(low).putLong(span).put(flags).put(last).array();
    }

    /** Reads what {@link #bytes} has made; null for null, for too few bytes, and where an id is 0. */
    public static @Nullable TraceContext read(byte @Nullable [] bytes) {
        if (bytes == null || bytes.length < LENGTH) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        TraceContext read = new TraceContext(in.getLong(), in.getLong(), in.getLong(), in.get(),
                new String(bytes, LENGTH, bytes.length - LENGTH, StandardCharsets.US_ASCII));
        return read.isNone() ? null : read;
    }

    /** As {@code traceparent} has it. */
    @Override
    public String toString() {
        return "00-%s-%s-%s".formatted(traceId(), spanId(), HEX.toHexDigits(flags));
    }
}
