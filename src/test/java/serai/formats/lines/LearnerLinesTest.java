package serai.formats.lines;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.formats.CsvRows;
import serai.formats.Format;
import serai.formats.JsonLines;
import serai.formats.lines.LearnerLines.Found;
import serai.model.Learner;
import serai.model.LearningRecord;
import serai.testkit.Records;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** What the formats have written is read back, and one learner's lines are left out. */
class LearnerLinesTest {

    private static final LearningRecord ANNA = Records.completion("anna");
    private static final LearningRecord BEN = named("ben", "a \"quoted\"\r\nname, with\nlines");
    private static final LearningRecord ANNA_ELSEWHERE = Records.of("praesidium", ANNA);

    private static LearningRecord named(String learner, String firstName) {
        LearningRecord one = Records.completion(learner);
        return new LearningRecord(one.schemaVersion(), one.id(), one.source(), one.platform(), one.type(), one.platformType(),
                one.occurredAt(), one.occurredAsSent(), one.receivedAt(),
                new Learner(learner, null, firstName, null, null, null, Map.of()), one.activity(), one.result(), one.marks(),
                one.raw());
    }

    private static Stream<Format> formats() {
        return Stream.of(new JsonLines(), new CsvRows(false), new CsvRows(true));
    }

    @Test
    void leavesOutTheLinesOfTheAccountAndKeepsAllOthersByteForByte() throws IOException {
        for (Format format : formats().toList()) {
            String all = format.write(List.of(ANNA, BEN, ANNA_ELSEWHERE, ANNA));
            ByteArrayOutputStream kept = new ByteArrayOutputStream();

            Found found = new LearnerLines("MCT", "ANNA").copyOthers(text(all), kept);

            assertThat(kept.toString(StandardCharsets.UTF_8)).isEqualTo(format.write(List.of(BEN, ANNA_ELSEWHERE)));
            assertThat(found.theirs()).isEqualTo(2);
            assertThat(found.unknown()).isZero();
        }
    }

    /** A spreadsheet would take some ids for formulas, so these are written with an apostrophe. */
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "a,b", "\"b\"", "@c;=d", "'e", "+31 20 123"})
    void findsAnIdAsItIsWrittenForSpreadsheets(String id) throws IOException {
        for (Format format : formats().toList()) {
            String all = format.write(List.of(named(id, "x"), BEN));

            assertThat(new LearnerLines("MCT", id).count(text(all)).theirs()).isEqualTo(1);
            assertThat(new LearnerLines("MCT", id + "x").count(text(all)).theirs()).isZero();
        }
    }

    @Test
    void findsTheLastLineThatHasNoEnd() throws IOException {
        String line = new JsonLines().write(List.of(ANNA)).strip();

        assertThat(new LearnerLines("MCT", "anna").count(text(line))).isEqualTo(new Found(1, 0, 0));
    }

    @Test
    void doesNotCallALineUnknownThatIsStillBeingWritten() throws IOException {
        String all = new JsonLines().write(List.of(BEN, ANNA));

        assertThat(new LearnerLines("MCT", "anna").count(text(all.substring(0, all.length() - 20)))).isEqualTo(new Found(0, 1, 0));
    }

    @Test
    void doesNotTakeARecordWithoutALearnerForAnybodys() throws IOException {
        String line = "{\"schemaVersion\":1,\"platform\":\"MCT\",\"type\":\"NEW\"}\n";

        assertThat(new LearnerLines("MCT", "anna").count(text(line))).isEqualTo(new Found(0, 1, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"employee\":\"anna\",\"platform\":\"MCT\"}\n", "{\"schemaVersion\":1,\"pla\n", "[\"anna\"]\n{}\n",
            "a,b\r\nanna,MCT\r\n", "platform,learner_id\r\nMCT\r\n", "no table\nof records\n"})
    void saysWhereTheFormIsNotKnown(String text) throws IOException {
        assertThat(new LearnerLines("MCT", "anna").count(text(text)).unknown()).isPositive();
    }

    @Test
    void findsNothingInAnEmptyFile() throws IOException {
        assertThat(new LearnerLines("MCT", "anna").count(text(""))).isEqualTo(new Found(0, 0, 0));
    }

    @Test
    void tellsNobodysNameOfItself() {
        assertThat(new LearnerLines("MCT", "anna").toString()).doesNotContain("anna");
    }

    private static ByteArrayInputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
