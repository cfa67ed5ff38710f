package serai.model;

import org.jspecify.annotations.Nullable;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A span of a trace, which others follow: what W3C's Trace Context has in {@code traceparent}.
 *
 * @param high  the first half of the trace's id
 * @param low   the second half; not both are 0
 * @param span  the span's id; not 0
 * @param flags 1 if the trace is recorded
 */
public record TraceContext(long high, long low, long span, byte flags) {

    private static final Pattern TRACEPARENT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-([0-9a-f]{16})([0-9a-f]{16})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
    private static final HexFormat HEX = HexFormat.of();

    /** Reads a {@code traceparent}; empty if there is none, or it is not one. */
    public static Optional<TraceContext> parse(@Nullable String traceparent) {
        Matcher form = TRACEPARENT.matcher(traceparent == null ? "" : traceparent.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        TraceContext read = new TraceContext(HexFormat.fromHexDigitsToLong(form.group(1)),
                HexFormat.fromHexDigitsToLong(form.group(2)), HexFormat.fromHexDigitsToLong(form.group(3)),
                (byte) HexFormat.fromHexDigits(form.group(4)));
        return (read.high | read.low) == 0 || read.span == 0 ? Optional.empty() : Optional.of(read);
    }

    /** The trace's id: 32 hexadecimal digits. */
    public String traceId() {
        return HEX.toHexDigits(high) + HEX.toHexDigits(low);
    }

    /** The span's id: 16 hexadecimal digits. */
    public String spanId() {
        return HEX.toHexDigits(span);
    }

    /** As {@code traceparent} has it. */
    @Override
    public String toString() {
        return "00-%s-%s-%s".formatted(traceId(), spanId(), HEX.toHexDigits(flags));
    }
}
