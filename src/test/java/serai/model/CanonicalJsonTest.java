package serai.model;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.testkit.Records;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CanonicalJsonTest {

    /** Has everything that a record can have, but its payload. */
    private static final LearningRecord WHOLE = new LearningRecord(LearningRecord.SCHEMA_VERSION, new UUID(1, 2), "mct",
            Platform.MCT, "MODULE_COMPLETED", "EXAM", Instant.parse("2021-02-28T17:28:00.940Z"), "2021-02-28T17:28:00.94",
            Records.RECEIVED, new Learner("7", "x7", "Anna", "Ångström 😀", "anna\"@example.org", ContactType.EMAIL,
                    Map.of("ref3", "a")),
            new Activity(Activity.Type.EXAM, "1", "exam", Activity.of(Activity.Type.COURSE, "2", "course")),
            new Result(true, new BigDecimal("66.60")), Set.of(Mark.REDRAW), null);

    @Property
    void writesAndReadsTimesAsJavaDoes(@ForAll @LongRange(min = -99_999_999_999L, max = 299_999_999_999L) long second,
            @ForAll @IntRange(max = 999_999_999) int nano) {
        for (Instant time : new Instant[]{Instant.ofEpochSecond(second, nano), Instant.ofEpochSecond(second),
                Instant.ofEpochSecond(second, nano / 1_000 * 1_000L),
                Instant.ofEpochSecond(second, nano / 1_000_000 * 1_000_000L)}) {
            assertThat(InstantText.of(time)).isEqualTo(time.toString());
            assertThat(InstantText.parse(time.toString())).isEqualTo(time);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2021-02-28T17:26:45.5Z", "2021-02-28T17:26:45.12345678Z", "2024-02-29T00:00:00Z",
            "2021-02-28T19:26:45+02:00", "+12021-02-28T19:26:45Z", "2021-02-28T24:00:00Z", "2021-02-28T17:26:45.Z"})
    void readsEveryFormOfATimeThatJavaReads(String text) {
        assertThat(InstantText.parse(text)).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Z", "2021-02-30T17:26:45Z", "2021-02-28T17:26:45",
            "2021-02-28T17:61:45Z", "2021-02-28T1x:26:45Z", "2021-02-28 17:26:45Z", "2021-13-28T17:26:45.000Z",
            "2O21-02-28T17:26:45Z"})
    void readsNoTimeThatIsNone(String text) {
        assertThatThrownBy(() -> InstantText.parse(text)).isInstanceOf(DateTimeException.class);
    }

    @Test
    void comparesRecordsWithoutTheirReceivedTimeWhateverStandsInTheirTexts() {
        LearningRecord record = Records.completion("anna\",\"receivedAt\":\"2021-02-28T17:26:45Z\"");
        LearningRecord later = record.withReceivedAt(record.receivedAt().plusNanos(1));

        assertThat(CanonicalJson.withoutReceivedAt(CanonicalJson.bytes(record)))
                .isEqualTo(CanonicalJson.bytes(record.withReceivedAt(null)))
                .isEqualTo(CanonicalJson.withoutReceivedAt(CanonicalJson.bytes(later)));
    }

    @Test
    void writesOneLineAsItWritesMany() {
        assertThat(CanonicalJson.lines(List.of(WHOLE, WHOLE))).isEqualTo((CanonicalJson.write(WHOLE) + "\n").repeat(2))
                .contains("😀");
    }

    @Test
    void makesAQuestionMarkOfHalfACharacterAndLeavesItsNeighbours() {
        LearningRecord record = Records.completion("anna \ud83d");

        assertThat(new String(CanonicalJson.bytes(record), StandardCharsets.UTF_8)).contains("\"anna ?\"",
                "\"anna ?@example.org\"");
    }

    @Test
    void leavesOutWhatIsNullOrEmpty() {
        LearningRecord nothing = record(null, null, null);
        LearningRecord nearlyNothing = record(new Learner("", "", null, " ", null, null, Map.of()),
                new Activity(null, null, "", null), new Result(false, null));

        assertThat(CanonicalJson.write(nothing)).isEqualTo("{\"schemaVersion\":1}");
        assertThat(CanonicalJson.write(nearlyNothing)).isEqualTo("""
                {"schemaVersion":1,"learner":{"lastName":" "},"activity":{},"result":{"completed":false}}""");
    }

    private static LearningRecord record(Learner learner, Activity activity, Result result) {
        return new LearningRecord(1, null, "", null, null, null, null, null, null, learner, activity, result, Set.of(),
                null);
    }

    @Test
    void writesAFieldALineForPeople() {
        LearningRecord record = record(new Learner("7", null, null, null, null, null, Map.of("ref4", "b", "ref3", "a\nb")),
                null, new Result(true, new BigDecimal("1E+2"))).withMarks(Set.of(Mark.REDRAW));

        assertThat(CanonicalJson.indented(CanonicalJson.write(record))).isEqualToNormalizingNewlines("""
                {
                  "schemaVersion" : 1,
                  "learner" : {
                    "id" : "7",
                    "refs" : {
                      "ref3" : "a\\nb",
                      "ref4" : "b"
                    }
                  },
                  "result" : {
                    "completed" : true,
                    "percentage" : 100
                  },
                  "marks" : [ "REDRAW" ]
                }""");
    }

    @Test
    void passesOverWhatANewerVersionMayHave() {
        String line = CanonicalJson.write(WHOLE);
        String newer = line.replaceAll("(?<!\"refs\":)\\{", "{\"colour\":{\"id\":[1,{\"refs\":null}]},");

        assertThat(newer.split("colour")).hasSize(6);
        assertThat(read(newer)).isEqualTo(read(line)).isEqualTo(WHOLE);
    }

    /** What people may have made of a record; the journal's other lines are always as they are written. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'schemaVersion':1,'id':null,'platform':null,'occurredAt':null,'learner':null,'marks':null} | {'schemaVersion':1}",
            "{'schemaVersion':null,'result':{'completed':null,'percentage':null}} | {'result':{'completed':false}}",
            "{'learner':{'id':2.50,'lastName':true,'refs':{'ref3':7}}} | {'learner':{'id':'2.50','lastName':'true','refs':{'ref3':'7'}}}",
            "{'learner':{'refs':{'ref3':null}}} | {'learner':{}}",
            "{'result':{'percentage':'66.60'}} | {'result':{'percentage':66.60}}",
            "{'id':'5C408454-8C1C-5817-98CD-B6EFA7F7098C'} | {'id':'5c408454-8c1c-5817-98cd-b6efa7f7098c'}",
            "{'marks':['REDRAW','REDRAW']} | {'marks':['REDRAW']}"})
    void takesForTheSame(String written, String same) {
        assertThat(read(quoted(written))).isEqualTo(read(quoted(same)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "'id':'7' | 'id':7", "'ref3':'a' | 'ref3':'a','ref4':null",
            "'parent':{ | 'parent':{'parent':null,", "'percentage':66.60 | 'percentage':'66.60'",
            "['REDRAW'] | ['REDRAW','REDRAW']"})
    void takesAnEditForTheSame(String written, String edited) {
        String text = CanonicalJson.write(WHOLE).replace(quoted(written), quoted(edited));

        assertThat(CanonicalJson.readEdited(text)).isEqualTo(read(text)).isEqualTo(WHOLE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "id | 'id':'00000000-0000-0001-0000-000000000002'", "source | 'source':'mct'", "platform | 'platform':'MCT'",
            "type | 'type':'MODULE_COMPLETED'", "platformType | 'platformType':'EXAM'",
            "receivedAt | 'receivedAt':'2026-11-22T10:00:00Z'", "id | 'id':'7'", "kind | 'kind':'EXAM'", "id | 'id':'1'",
            "kind | 'kind':'COURSE'", "id | 'id':'2'"})
    void anEditMustNotTakeOutWhatEveryRecordHas(String field, String value) {
        String whole = CanonicalJson.indented(CanonicalJson.write(WHOLE)).replace(" : ", ":");
        assertThat(whole).contains(quoted(value));

        assertThatThrownBy(() -> CanonicalJson.readEdited(whole.replace(quoted(value), "\"%s\":null".formatted(field))))
                .isExactlyInstanceOf(RefusedInputException.class)
                .hasMessageMatching("line [0-9]+: a learning record needs the field '%s'".formatted(field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "secret", "'secret'", "[]", "{", "{'source':'secret", "{'source':{}}",
            "{'source':['secret']}",
            "{'schemaVersion':'1'}", "{'schemaVersion':99999999999}", "{'id':'1-1-1-1-1'}", "{'id':'secret'}",
            "{'platform':'secret'}", "{'platform':'mct'}", "{'platform':0}", "{'platform':''}", "{'occurredAt':'secret'}",
            "{'receivedAt':1614533205}", "{'learner':'secret'}", "{'learner':{'refs':[]}}", "{'learner':{'contactType':'FAX'}}",
            "{'activity':[]}", "{'activity':{'kind':'BOOK'}}", "{'result':true}", "{'result':{'completed':'true'}}",
            "{'result':{'completed':1}}", "{'result':{'percentage':'secret'}}", "{'result':{'percentage':''}}",
            "{'result':{'percentage':1e99999999999}}", "{'marks':'REDRAW'}", "{'marks':[null]}", "{'marks':['secret']}"})
    void refusesWhatIsNoRecordAndQuotesNothing(String written) {
        String text = quoted(written);
        for (ThrowingCallable reading : List.<ThrowingCallable>of(() -> CanonicalJson.read(text),
                () -> CanonicalJson.read(text.getBytes(StandardCharsets.UTF_8)))) {
            assertThatThrownBy(reading).isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessage("not a learning record in JSON").hasNoCause();
        }
        assertThatThrownBy(() -> CanonicalJson.readEdited("\n" + text)).isExactlyInstanceOf(RefusedInputException.class)
                .hasMessage("not a learning record in JSON: see line 2").hasNoCause();
    }

    @Test
    void takesTheLastOfTwoFieldsOfOneNameUnlessSomebodyHasWrittenThem() {
        String twice = quoted("{'result':{'completed':true,'percentage':5,\n'percentage':50}}");

        assertThat(read(twice).result()).isEqualTo(new Result(true, new BigDecimal("50")));
        assertThatThrownBy(() -> CanonicalJson.readEdited(twice)).isExactlyInstanceOf(RefusedInputException.class)
                .hasMessage("not a learning record in JSON: see line 2");
    }

    @ParameterizedTest
    @CsvSource({"colour, colour", "learner, percent", "activity, Kind", "result, raw"})
    void namesTheFieldThatNoRecordHasAndItsLine(String object, String field) {
        String text = quoted("{\n'%s':{\n'%s':'secret'},\n'schemaVersion':1}".formatted(object, field));

        assertThatThrownBy(() -> CanonicalJson.readEdited(text)).isExactlyInstanceOf(RefusedInputException.class)
                .hasMessage("line %s: a learning record has no field '%s'".formatted(object.equals(field) ? 2 : 3, field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "secret", "}", "null"})
    void refusesWhatStandsBehindAnEditedRecord(String more) {
        assertThatThrownBy(() -> CanonicalJson.readEdited(CanonicalJson.write(WHOLE) + "\n" + more))
                .isExactlyInstanceOf(RefusedInputException.class).hasMessage("not a learning record in JSON: see line 2");
    }

    private static String quoted(String json) {
        return json.replace('\'', '"');
    }

    /** Of the text, and of its bytes. */
    private static LearningRecord read(String line) {
        LearningRecord record = CanonicalJson.read(line);
        assertThat(CanonicalJson.read(line.getBytes(StandardCharsets.UTF_8))).isEqualTo(record);
        return record;
    }
}
