package serai.formats;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import serai.formats.xapi.XapiActor;
import serai.formats.xapi.XapiStatements;
import serai.model.LearningRecord;
import serai.testkit.Golden;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertAll;

class GoldenFormatsTest {

    static List<String> records() {
        return Golden.names("records");
    }

    @ParameterizedTest
    @MethodSource("records")
    void writesEveryDocumentedEventInEveryFormat(String name) {
        List<LearningRecord> page = List.of(FormatRecords.golden(name));

        assertAll(
                () -> Golden.assertSame("jsonl/" + name + ".jsonl", new JsonLines().write(page)),
                () -> Golden.assertSame("csv/" + name + ".csv", new CsvRows(false).write(page)),
                () -> Golden.assertSame("spreadsheet/" + name + ".csv",
                        CsvRows.forSpreadsheets(FormatRecords.AMSTERDAM).write(page)),
                () -> Golden.assertSame("rows/" + name + ".json", Golden.pretty(new SqlRows().write(page))),
                () -> Golden.assertSame("xapi/" + name + ".json",
                        Golden.pretty(new XapiStatements(FormatRecords.SETTINGS).write(page))),
                () -> Golden.assertSame("xapi-talkative/" + name + ".json",
                        Golden.pretty(new XapiStatements(FormatRecords.talkative(XapiActor.MBOX_SHA1SUM)).write(page))),
                () -> Golden.assertSame("caliper/" + name + ".json", Golden.pretty(FormatRecords.envelope().write(page))),
                () -> Golden.assertSame("cloudevents/" + name + ".json",
                        Golden.pretty(new CloudEvents(FormatRecords.CLOUD_EVENTS).write(page))));
    }
}
