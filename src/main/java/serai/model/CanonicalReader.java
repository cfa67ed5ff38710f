package serai.model;

import org.jspecify.annotations.Nullable;
import serai.model.Learner.MatchedBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Reads a record from a line of exactly the form that {@link RecordWriter} writes, fast: every record is read for every
 * destination. Returns null for any other line, which {@link RecordReader} then reads or refuses.
 */
final class CanonicalReader {

    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");
    private static final int UUID_LENGTH = 36;
    private static final int DIGITS_MAX = 9; // always fit
    private static final int DECIMAL_MAX = 40;
    private static final char REPLACEMENT = '\uFFFD';
    /** A longer text is probably the sender's own words, and is not cached. */
    private static final int KNOWN_LENGTH_MAX = 64;
    /** Recently read texts, by a hash. Threads share them without a lock: a slot that is overwritten only costs a new String. */
    private static final String[] KNOWN = new String[256];
    @SuppressWarnings("StaticAssignmentOfThrowable") // it has no stack
    private static final OtherFormException OTHER = new OtherFormException();

    private final byte[] line;
    private final int end;
    private int at;

    private CanonicalReader(byte[] line, int start, int end) {
        this.line = line;
        this.at = start;
        this.end = end;
    }

    /** Thrown for a line of another form; one object without a stack trace, which would take as long as the reading. */
    private static final class OtherFormException extends RuntimeException implements ShowableMessage {

        private static final long serialVersionUID = 1;

        private OtherFormException() {
            super(null, null, false, false);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** @return null if the line has another form */
    static @Nullable LearningRecord read(byte[] line, int start, int end) {
        try {
            CanonicalReader reader = new CanonicalReader(line, start, end);
            LearningRecord record = reader.record();
            return reader.at == end ? record : null;
        } catch (OtherFormException | IllegalArgumentException | DateTimeException e) {
            return null; // also for an unknown name of a constant, or an invalid time: RecordReader tells what is wrong
        }
    }

    @SuppressWarnings("NullAway") // see RecordReader: an old edit may lack fields that every record has
    private LearningRecord record() {
        take('{');
        int schemaVersion = has(RecordWriter.SCHEMA_VERSION) ? integer() : 0;
        UUID id = has(RecordWriter.ID) ? uuid() : null;
        String source = has(RecordWriter.SOURCE) ? known() : null;
        Platform platform = has(RecordWriter.PLATFORM) ? Platform.valueOf(text()) : null;
        String type = has(RecordWriter.TYPE) ? known() : null;
        String platformType = has(RecordWriter.PLATFORM_TYPE) ? known() : null;
        Instant occurredAt = time(RecordWriter.OCCURRED_AT);
        String occurredAsSent = text(RecordWriter.OCCURRED_AS_SENT);
        Instant receivedAt = time(RecordWriter.RECEIVED_AT);
        Learner learner = has(RecordWriter.LEARNER) ? learner() : null;
        Activity activity = has(RecordWriter.ACTIVITY) ? activity(true) : null;
        Result result = has(RecordWriter.RESULT) ? result() : null;
        Set<Mark> marks = has(RecordWriter.MARKS) ? marks() : Set.of();
        take('}');
        return new LearningRecord(schemaVersion, id, source, platform, type, platformType, occurredAt, occurredAsSent, receivedAt,
                learner, activity, result, marks, null);
    }

    @SuppressWarnings("NullAway") // as above
    private Learner learner() {
        take('{');
        String id = text(RecordWriter.ID);
        String externalId = text(RecordWriter.EXTERNAL_ID);
        String firstName = text(RecordWriter.FIRST_NAME);
        String lastName = text(RecordWriter.LAST_NAME);
        String contact = text(RecordWriter.CONTACT);
        ContactType contactType = has(RecordWriter.CONTACT_TYPE) ? ContactType.valueOf(text()) : null;
        Map<String, String> refs = has(RecordWriter.REFS) ? refs() : Map.of();
        String person = text(RecordWriter.PERSON);
        MatchedBy matchedBy = has(RecordWriter.MATCHED_BY) ? MatchedBy.valueOf(text()) : null;
        take('}');
        return new Learner(id, externalId, firstName, lastName, contact, contactType, refs, person, matchedBy);
    }

    private Map<String, String> refs() {
        Map<String, String> refs = new HashMap<>();
        take('{');
        do {
            String name = text();
            take(':');
            refs.put(name, text());
        } while (takes(','));
        take('}');
        return refs;
    }

    /** @param mayHaveParent false for a parent: a crafted line must not overflow the stack */
    @SuppressWarnings("NullAway") // as above
    private Activity activity(boolean mayHaveParent) {
        take('{');
        Activity.Type kind = has(RecordWriter.KIND) ? Activity.Type.valueOf(text()) : null;
        String id = text(RecordWriter.ID);
        String name = text(RecordWriter.NAME);
        Activity parent = mayHaveParent && has(RecordWriter.PARENT) ? activity(false) : null;
        take('}');
        return new Activity(kind, id, name, parent);
    }

    private Result result() {
        take('{');
        boolean completed = has(RecordWriter.COMPLETED) && flag();
        BigDecimal percentage = has(RecordWriter.PERCENTAGE) ? decimal() : null;
        take('}');
        return new Result(completed, percentage);
    }

    private Set<Mark> marks() {
        Set<Mark> marks = EnumSet.noneOf(Mark.class);
        take('[');
        do {
            marks.add(Mark.valueOf(text()));
        } while (takes(','));
        take(']');
        return marks;
    }

    /** Whether the next property has this name; if so, the position moves to its value. */
    private boolean has(byte[] encoded) {
        int name = line[at - 1] == '{' ? at : at + 1;
        int behind = name + encoded.length;
        if (behind > end || name > at && line[at] != ',' || !Arrays.equals(line, name, behind, encoded, 0, encoded.length)) {
            return false;
        }
        at = behind;
        return true;
    }

    private boolean takes(char one) {
        if (at < end && line[at] == one) {
            at++;
            return true;
        }
        return false;
    }

    private void take(char one) {
        if (!takes(one)) {
            throw OTHER;
        }
    }

    private boolean flag() {
        boolean flag = end - at >= TRUE.length && Arrays.equals(line, at, at + TRUE.length, TRUE, 0, TRUE.length);
        byte[] word = flag ? TRUE : FALSE;
        if (end - at < word.length || !Arrays.equals(line, at, at + word.length, word, 0, word.length)) {
            throw OTHER;
        }
        at += word.length;
        return flag;
    }

    private @Nullable String text(byte[] name) {
        return has(name) ? text() : null;
    }

    private String text() {
        take('"');
        int start = at;
        int all = 0;
        while (at < end && line[at] != '"') {
            byte one = line[at++];
            if (one == '\\' || one >= 0 && one < ' ') {
                throw OTHER;
            }
            all |= one;
        }
        take('"');
        int length = at - 1 - start;
        if (all >= 0) {
            return new String(line, start, length, StandardCharsets.ISO_8859_1); // a copy of the bytes
        }
        String text = new String(line, start, length, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) { // it may stand for bytes that are no UTF-8
            throw OTHER;
        }
        return text;
    }

    /** Reads a text that many records share and that names no person; equal texts give the same String, whose hash is known. */
    private String known() {
        int start = at + 1;
        String text = text();
        if (text.length() > KNOWN_LENGTH_MAX) {
            return text;
        }
        int place = (text.length() * 31 + line[start]) * 31 + line[at - 2] & KNOWN.length - 1;
        String before = KNOWN[place];
        if (text.equals(before)) {
            return before;
        }
        KNOWN[place] = text;
        return text;
    }

    private @Nullable Instant time(byte[] name) {
        return has(name) ? InstantText.parse(text()) : null;
    }

    private UUID uuid() {
        take('"');
        if (end - at < UUID_LENGTH || line[at + 8] != '-' || line[at + 13] != '-' || line[at + 18] != '-' || line[at + 23] != '-') {
            throw OTHER;
        }
        long high = hex(hex(hex(0, at, 8), at + 9, 4), at + 14, 4);
        long low = hex(hex(0, at + 19, 4), at + 24, 12);
        at += UUID_LENGTH;
        take('"');
        return new UUID(high, low);
    }

    private long hex(long before, int start, int digits) {
        long number = before;
        for (int i = start; i < start + digits; i++) {
            byte one = line[i];
            int digit = one >= '0' && one <= '9' ? one - '0' : one >= 'a' && one <= 'f' ? one - 'a' + 10 : -1;
            if (digit < 0) {
                throw OTHER;
            }
            number = number << 4 | digit;
        }
        return number;
    }

    private int integer() {
        int start = at;
        passDigits();
        requireNumber(start, start);
        if (at - start > DIGITS_MAX) {
            throw OTHER;
        }
        return Integer.parseInt(ascii(start));
    }

    private BigDecimal decimal() {
        int start = at;
        takes('-');
        int digits = at;
        passDigits();
        requireNumber(digits, start);
        if (takes('.')) {
            int fraction = at;
            passDigits();
            if (at == fraction || at - start > DECIMAL_MAX) {
                throw OTHER;
            }
        }
        return new BigDecimal(ascii(start));
    }

    private void passDigits() {
        while (at < end && line[at] >= '0' && line[at] <= '9') {
            at++;
        }
    }

    /** The text from {@code start} to the current position. */
    private String ascii(int start) {
        return new String(line, start, at - start, StandardCharsets.ISO_8859_1);
    }

    /** Refuses what is no number in JSON (no digit, a leading zero); a long number is left to {@link RecordReader}. */
    private void requireNumber(int digits, int start) {
        if (at == digits || line[digits] == '0' && at - digits > 1 || at - start > DECIMAL_MAX) {
            throw OTHER;
        }
    }
}
