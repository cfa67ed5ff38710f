package serai.formats;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.model.LearningRecord;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

class CsvRowsTest {

    private static final Pattern UNSEEN = Pattern.compile("^[\\p{C}\\s\\p{Z}\"]+");
    private static final Pattern FORMULA = Pattern.compile("(?s)[=@\uFF1D\uFF20].*");
    private static final Pattern NO_NUMBER = Pattern.compile("(?s)[+\\-\uFF0B\uFF0D].*[^\\d ().,/+\\-\\s;|].*");

    private static final String HEADING = "record_id,source,platform,type,learner_id,external_id,first_name,last_name,"
            + "contact,contact_type,occurred_at,received_at,course_id,course_name,module_id,module_type,"
            + "learning_path_id,learning_path_name,percentage,redraw,ref3,ref4,ref5,ref7,ref8,ref9,person\r\n";

    @Test
    void writesTheHeadingFirstWhateverComes() {
        assertThat(new CsvRows(false).write(List.of())).isEqualTo(HEADING);
        assertThat(Stream.of("csv:rows", "csv:spreadsheet", "sql:rows").map(MappingVersion::of))
                .as("the versions of these columns").containsExactly("csv:rows/3", "csv:spreadsheet/2", "sql:rows/3");
        assertThat(new CsvRows(false).write(List.of(FormatRecords.completionBy("A"), FormatRecords.completionBy("B"))))
                .startsWith(HEADING).hasLineCount(3).endsWith("\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1+cmd|'/c calc'!A0", "-1-A1", "@SUM(A1)", "\tx=1\t=1", "\r=1", "\n=1", "\uFEFF=1", "\u0000=1",
            "\u200B=1", "\u2060 =1", " =1", "\"=1", "\uFF1D1+1", "\uFF0BA1", "\uFF0DA1", "\uFF20A1", "+1\n+A1", "+A1 20 1234567"})
    void putsAnApostropheBeforeWhatASpreadsheetWouldTakeForAFormula(String name) {
        String read = read(FormatRecords.completionBy(name));

        assertThat(read).isNotEqualTo(name);
        assertThat(cellsOf(read)).noneMatch(CsvRowsTest::isTakenForAFormula);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', ignoreLeadingAndTrailingWhitespace = false, quoteCharacter = '`', value = {
            "x;=1+2~x;'=1+2", "x;=1+2;=3~x;'=1+2;'=3", "a|@b~a|'@b", "a; -b~a;' -b", "a;b~a;b"})
    void doesSoWhereAProgramWithAnotherSeparatorWouldBeginACell(String name, String expected) {
        assertThat(read(FormatRecords.completionBy(name))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+31 20 1234567", "+1 (555) 123-4567", "-12", "+31/20.123", "A=B", "a+b", "x-y", "anna@example.org"})
    void leavesNumbersAndWhatBeginsNoFormulaAsTheyAre(String name) {
        assertThat(read(FormatRecords.completionBy(name))).isEqualTo(name);
        assertThat(csv(FormatRecords.completionBy("x"))).contains(",+31 20 1234567,");
    }

    @Test
    void noTextWhateverItIsOpensAsAFormulaUnlessItIsANumber() {
        long seed = new Random().nextLong();
        System.out.println("To repeat: seed " + seed);
        Random random = new Random(seed);
        String alphabet = "=+-@;\t|\r\n ,\"'aA1(\u200B\uFEFF\uFF1D\u0000";
        for (int i = 0; i < 20_000; i++) {
            String text = random.ints(random.nextInt(8), 0, alphabet.length()).mapToObj(at -> alphabet.substring(at, at + 1))
                    .collect(Collectors.joining());
            if (cellsOf(SpreadsheetText.safe(text)).anyMatch(CsvRowsTest::isTakenForAFormula)) {
                fail("seed %d, %s", seed, text);
            }
        }
    }

    /** However it is split. */
    private static Stream<String> cellsOf(String text) {
        return Stream.of("", ";", "\t", "\\|", "\r\n|\r|\n", "[;\t|\r\n]").flatMap(by -> by.isEmpty() ? Stream.of(text)
                : Stream.of(text.split(by)));
    }

    private static boolean isTakenForAFormula(String cell) {
        String seen = UNSEEN.matcher(cell).replaceFirst("");
        return FORMULA.matcher(seen).matches() || NO_NUMBER.matcher(seen).matches();
    }

    /** The first name, as a reader of CSV has it. */
    private static String read(LearningRecord record) {
        try (MappingIterator<String[]> rows = new CsvMapper().enable(CsvParser.Feature.WRAP_AS_ARRAY).readerFor(String[].class)
                .readValues(csv(record))) {
            rows.next();
            return rows.next()[6];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', ignoreLeadingAndTrailingWhitespace = false, value = {
            "plain|plain", " blank |` blank `", "1-1|1-1", "'t Hooft|'t Hooft", "Zoë 😀|Zoë 😀",
            "a,b|\"a,b\"", "a\"b|\"a\"\"b\"", "=a,b|\"'=a,b\""})
    void quotesOnlyWhatNeedsIt(String name, String field) {
        assertThat(csv(FormatRecords.completionBy(name))).contains(",e-1," + field + ",,");
    }

    @Test
    void keepsLineEndsInsideAField() {
        assertThat(csv(FormatRecords.completionBy("a\r\nb\nc"))).contains(",\"a\r\nb\nc\",");
    }

    @Test
    void refusesARecordOfAnUnknownType() {
        List<LearningRecord> page = List.of(FormatRecords.completionBy("A"), FormatRecords.unknown());

        assertThatThrownBy(() -> new CsvRows(false).write(page)).isInstanceOf(UntranslatableRecordException.class)
                .hasMessageStartingWith("record " + FormatRecords.unknown().id() + " of type BADGE can't be written as CSV");
    }

    private static String csv(LearningRecord record) {
        return new CsvRows(false).write(List.of(record));
    }
}
