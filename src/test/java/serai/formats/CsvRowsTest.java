package serai.formats;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.model.LearningRecord;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CsvRowsTest {

    private static final String HEADING = "record_id,source,platform,type,learner_id,external_id,first_name,last_name,"
            + "contact,contact_type,occurred_at,received_at,course_id,course_name,module_id,module_type,"
            + "learning_path_id,learning_path_name,percentage,redraw\r\n";

    @Test
    void writesTheHeadingFirstWhateverComes() {
        assertThat(new CsvRows(false).write(List.of())).isEqualTo(HEADING);
        assertThat(new CsvRows(false).write(List.of(Records.completionBy("A"), Records.completionBy("B"))))
                .startsWith(HEADING).hasLineCount(3).endsWith("\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"})
    void defusesWhatASpreadsheetWouldTakeForAFormula(String name) {
        String written = csv(Records.completionBy(name));

        assertThat(written).containsAnyOf(",'" + name + ",", ",\"'" + name + "\",");
        assertThat(written).contains(",'+31 20 1234567,");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', ignoreLeadingAndTrailingWhitespace = false, value = {
            "plain|plain", " blank |` blank `", "1-1|1-1", "'t Hooft|'t Hooft", "Zoë 😀|Zoë 😀",
            "a,b|\"a,b\"", "a\"b|\"a\"\"b\"", "=a,b|\"'=a,b\""})
    void quotesOnlyWhatNeedsIt(String name, String field) {
        assertThat(csv(Records.completionBy(name))).contains(",e-1," + field + ",,");
    }

    @Test
    void keepsLineEndsInsideAField() {
        assertThat(csv(Records.completionBy("a\r\nb\nc"))).contains(",\"a\r\nb\nc\",");
    }

    @Test
    void refusesARecordOfAnUnknownType() {
        List<LearningRecord> page = List.of(Records.completionBy("A"), Records.unknown());

        assertThatThrownBy(() -> new CsvRows(false).write(page)).isInstanceOf(UntranslatableRecordException.class)
                .hasMessageStartingWith("record " + Records.unknown().id() + " of type BADGE can't be written as CSV");
    }

    private static String csv(LearningRecord record) {
        return new CsvRows(false).write(List.of(record));
    }
}
