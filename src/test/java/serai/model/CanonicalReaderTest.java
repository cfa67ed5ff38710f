package serai.model;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.model.Learner.MatchedBy;
import serai.testkit.Records;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

class CanonicalReaderTest {

    /** Has everything that a record can have, but its payload. */
    private static final LearningRecord WHOLE = new LearningRecord(LearningRecord.SCHEMA_VERSION_WITH_PERSON,
            UUID.fromString("fedcba98-7654-3210-8123-456789abcdef"), "mct", Platform.MCT, "MODULE_COMPLETED", "EXAM",
            Instant.parse("2021-02-28T17:28:00.940Z"), "2021-02-28T17:28:00.94", Records.RECEIVED,
            new Learner("7", "x7", "Anna", "Ångström \uD83D\uDE00 Ł", "anna@example.org", ContactType.EMAIL,
                    Map.of("ref3", "a", "ref4", "b"), "p-7", MatchedBy.EMAIL),
            new Activity(Activity.Type.EXAM, "1", "exam", Activity.of(Activity.Type.COURSE, "2", "course")),
            new Result(true, new BigDecimal("66.60")), Set.of(Mark.REDRAW), null);
    private static final List<LearningRecord> RECORDS = List.of(WHOLE, WHOLE.withMarks(Set.of()), Records.completion("anna"),
            new LearningRecord(1, new UUID(1, 2), "praesidium", Platform.PRAESIDIUM, "BADGE", "BADGE", null, null, Records.RECEIVED,
                    null, null, null, Set.of(), null),
            new LearningRecord(1, new UUID(-1, -2), "mct", Platform.MCT, "COURSE_COMPLETED", "C", Records.RECEIVED, "now",
                    Records.RECEIVED, new Learner("7", null, null, null, null, null, Map.of()),
                    Activity.of(Activity.Type.COURSE, "2", null), new Result(false, new BigDecimal("-0.5")), Set.of(), null));
    /** What a line consists of, and what it never has. */
    private static final byte[] OTHERS = "{}[]:,\"\\ -.0159aeflnrstuz\u0000\t\u00E9\uFFFD".getBytes(StandardCharsets.UTF_8);

    private static LearningRecord quick(byte[] line) {
        return CanonicalReader.read(line, 0, line.length);
    }

    @Test
    void readsEveryLineThatTheWriterWrites() {
        for (LearningRecord record : RECORDS) {
            byte[] line = CanonicalJson.bytes(record);

            assertThat(quick(line)).isEqualTo(record.withRaw(null)).isEqualTo(CanonicalJson.readAny(line, 0, line.length));
            assertThat(CanonicalJson.bytes(quick(line))).isEqualTo(line);
        }
    }

    @Test
    void keepsNoTextThatASenderMayHaveMade() {
        String made = "what a sender calls it ".repeat(10);
        byte[] line = CanonicalJson.write(WHOLE).replace("EXAM\",\"occurred", made + "\",\"occurred")
                .getBytes(StandardCharsets.UTF_8);

        assertThat(quick(line).platformType()).isEqualTo(made).isNotSameAs(quick(line).platformType());
        assertThat(quick(line).source()).isSameAs(quick(line).source());
    }

    @Test
    void readsALineThatIsAPartOfOtherBytes() {
        byte[] line = CanonicalJson.bytes(WHOLE);
        byte[] within = new byte[line.length + 20];
        Arrays.fill(within, (byte) '7');
        System.arraycopy(line, 0, within, 10, line.length);

        assertThat(CanonicalReader.read(within, 10, 10 + line.length)).isEqualTo(WHOLE);
        assertThat(CanonicalReader.read(within, 10, 9 + line.length)).isNull();
        assertThat(CanonicalReader.read(within, 10, 11 + line.length)).isNull();
        assertThat(CanonicalReader.read(within, 10, 10)).isNull();
    }

    /** An escape, a field that this version does not know, another order: the other reader knows them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"'mct' | 'm\\u0063t'", "'source' | 'colour':1,'source'",
            "'source':'mct','platform':'MCT' | 'platform':'MCT','source':'mct'", "{'schemaVersion' | { 'schemaVersion'",
            "fedcba98 | FEDCBA98", "'Anna' | 7", "'percentage':66.60 | 'percentage':'66.60'",
            "66.60 | 66.66666666666666666666666666666666666666666666"})
    void leavesOtherFormsToTheOtherReader(String part, String other) {
        String line = CanonicalJson.write(WHOLE).replace(part.replace('\'', '"'), other.replace('\'', '"'));
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);

        assertThat(line).isNotEqualTo(CanonicalJson.write(WHOLE));
        assertThat(quick(bytes)).isNull();
        assertThat(CanonicalJson.read(bytes)).isEqualTo(CanonicalJson.read(line));
    }

    /** Whatever becomes of a line: what this reader reads, the other one reads as the same. */
    @Property(tries = 20_000)
    void readsNothingThatTheOtherReaderReadsOtherwise(@ForAll @IntRange(max = 4) int which, @ForAll @IntRange(max = 900) int place,
            @ForAll @IntRange(max = 40) int other, @ForAll @IntRange(max = 2) int how) {
        byte[] line = CanonicalJson.bytes(RECORDS.get(which));
        int at = place % line.length;
        byte one = OTHERS[other % OTHERS.length];
        byte[] changed = switch (how) {
            case 0 -> with(line, at, at + 1, one);
            case 1 -> with(line, at, at, one);
            default -> with(line, at, at + 1);
        };
        LearningRecord read = quick(changed);

        if (read != null) {
            assertThat(CanonicalJson.readAny(changed, 0, changed.length)).isEqualTo(read);
        }
    }

    private static byte[] with(byte[] line, int start, int end, byte... others) {
        byte[] with = Arrays.copyOf(line, start + others.length + line.length - end);
        System.arraycopy(others, 0, with, start, others.length);
        System.arraycopy(line, end, with, start + others.length, line.length - end);
        return with;
    }
}
