package serai.formats;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.format.EventFormat;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.jackson.JsonFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import serai.formats.xapi.XapiActor;
import serai.formats.xapi.XapiStatements;
import serai.model.CanonicalJson;
import serai.model.EventType;
import serai.model.InstantText;
import serai.model.LearningRecord;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever a record says, every format says it in a way that others can read back. */
class AnyRecordTest extends AnyPage {

    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final CsvMapper CSV = new CsvMapper();
    private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");
    private static final EventFormat CLOUD_EVENTS =
            EventFormatProvider.getInstance().resolveFormat(JsonFormat.CONTENT_TYPE);

    @Property(tries = 300)
    void everyStatementHasOneIdentifierAnIdOfVersionFiveAndAZonedTime(@ForAll("pages") List<LearningRecord> page)
            throws IOException {
        JsonNode statements = EXACT.readTree(new XapiStatements(FormatRecords.SETTINGS).write(page));

        assertThat(statements).hasSameSizeAs(page);
        for (int i = 0; i < page.size(); i++) {
            JsonNode statement = statements.get(i);
            assertThat(statement.at("/actor/account/name").textValue()).isEqualTo(page.get(i).learner().id());
            assertThat(statement.path("actor").has("mbox")).isFalse();
            assertThat(UUID.fromString(statement.path("id").textValue()).version()).isEqualTo(5);
            assertThat(statement.path("timestamp").textValue()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
            assertThat(URI.create(statement.at("/object/id").textValue()).isAbsolute()).isTrue();
            BigDecimal percentage = page.get(i).result() == null ? null : page.get(i).result().percentage();
            if (percentage != null) {
                assertThat(statement.at("/result/score/scaled").decimalValue().multiply(BigDecimal.valueOf(100)))
                        .isEqualByComparingTo(percentage);
            }
        }
    }

    @Property(tries = 300)
    void aStatementNamesItsLearnerOnceWhateverIsSet(@ForAll("pages") List<LearningRecord> page,
            @ForAll XapiActor actor) throws IOException {
        for (JsonNode statement : EXACT.readTree(new XapiStatements(FormatRecords.talkative(actor)).write(page))) {
            JsonNode named = statement.path("actor");
            assertThat(Stream.of("account", "mbox", "mbox_sha1sum", "openid").filter(named::has)).hasSize(1);
            if (named.has("mbox")) {
                assertThat(URI.create(named.path("mbox").textValue()).getScheme()).isEqualTo("mailto");
            }
            boolean judged = !statement.at("/verb/id").textValue().endsWith("completed");
            if (statement.has("result") && judged) {
                assertThat(statement.at("/result/success").booleanValue())
                        .isEqualTo(statement.at("/verb/id").textValue().endsWith("passed"));
            }
        }
    }

    @Property(tries = 300)
    void theSdkOfCloudEventsReadsBackWhatWasWritten(@ForAll("pages") List<LearningRecord> page) throws IOException {
        assertReadBack(EXACT.readTree(new CloudEvents(FormatRecords.CLOUD_EVENTS).write(page)), page);
    }

    /** The SDK finds in a batch what the records say. */
    static void assertReadBack(JsonNode events, List<LearningRecord> page) throws IOException {
        assertThat(events).hasSameSizeAs(page);
        for (int i = 0; i < page.size(); i++) {
            CloudEvent event = CLOUD_EVENTS.deserialize(EXACT.writeValueAsBytes(events.get(i)));
            LearningRecord record = page.get(i);
            assertThat(event.getSpecVersion()).isEqualTo(SpecVersion.V1);
            assertThat(event.getId()).isEqualTo(record.id().toString());
            assertThat(event.getSource()).isEqualTo(URI.create(FormatRecords.PLATFORMS.home(record.platform())));
            assertThat(event.getType()).matches("org\\.example\\.learning\\.[a-z-]+\\.v1");
            assertThat(event.getSubject()).matches("[\\w.~%-]+");
            assertThat(event.getTime().toInstant()).isEqualTo(record.occurredAt());
            assertThat(event.getDataContentType()).isEqualTo("application/json");
            assertThat(CanonicalJson.read(EXACT.writeValueAsString(events.get(i).path("data")))).isEqualTo(record);
        }
    }

    /** As section 2.1 and the tables of the certification guide have them; no schema of Caliper is to be had. */
    @Property(tries = 300)
    void anEnvelopeOfCaliperHasWhatItMustAndEveryIdIsAnIriOfItsOwn(@ForAll("pages") List<LearningRecord> page)
            throws IOException {
        JsonNode envelope = EXACT.readTree(FormatRecords.envelope().write(page));

        assertThat(envelope.fieldNames()).toIterable().containsExactly("sensor", "sendTime", "dataVersion", "data");
        assertThat(envelope.path("data")).hasSizeBetween(page.size(), 2 * page.size());
        for (JsonNode event : envelope.path("data")) {
            assertThat(event.fieldNames()).toIterable().contains("@context", "id", "type", "actor", "action", "object",
                    "eventTime").isSubsetOf("@context", "id", "type", "profile", "actor", "action", "object", "eventTime",
                            "generated", "edApp", "group", "extensions");
            assertThat(String.join(" ", event.path("type").asText(), event.path("action").asText(),
                    event.at("/actor/type").asText(), event.at("/object/type").asText(),
                    event.at("/generated/type").asText())).isIn(
                            "SessionEvent LoggedIn Person SoftwareApplication ",
                            "Event Started Person CourseOffering ", "Event Completed Person CourseOffering ",
                            "Event Completed Person DigitalResourceCollection ",
                            "AssignableEvent Completed Person AssignableDigitalResource Attempt",
                            "AssessmentEvent Submitted Person Assessment Attempt",
                            "GradeEvent Graded SoftwareApplication Attempt Score");
            assertThat(event.path("eventTime").textValue()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
            assertThat(event.findValuesAsText("id")).allSatisfy(id -> assertThat(URI.create(id).isAbsolute()).isTrue());
        }
        long records = page.stream().map(LearningRecord::id).distinct().count();
        long scores = page.stream().filter(AnyRecordTest::isScoredExam).map(LearningRecord::id).distinct().count();
        assertThat(StreamSupport.stream(envelope.path("data").spliterator(), false).map(event -> event.path("id").asText())
                .distinct()).hasSize((int) (records + scores)).allMatch(id -> id.startsWith("urn:uuid:"));
    }

    private static boolean isScoredExam(LearningRecord record) {
        return record.type().equals(EventType.MODULE_COMPLETED.name()) && record.result().percentage() != null;
    }

    @Property(tries = 300)
    void linesReadBackEqual(@ForAll("pages") List<LearningRecord> page) {
        byte[] file = new JsonLines().write(page).getBytes(StandardCharsets.UTF_8);
        String lines = new String(file, StandardCharsets.UTF_8);

        assertThat(lines.split("(?<=\n)")).hasSameSizeAs(page).allMatch(line -> line.endsWith("\n"));
        assertThat(lines.split("\n")).extracting(CanonicalJson::read).isEqualTo(page);
        assertThat(lines.split("\n")).extracting(line -> CanonicalJson.read(line.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(page);
        assertThat(lines.split("\n")).extracting(line -> CanonicalJson.readEdited(CanonicalJson.indented(line)))
                .isEqualTo(page);
    }

    @Property(tries = 300)
    void linesAreOfThePublishedSchema(@ForAll("pages") List<LearningRecord> page) {
        JsonLinesSchemaTest.assertValid(new JsonLines().write(page));
    }

    @Property(tries = 300)
    void rowsHaveEveryValueAndNoOther(@ForAll("pages") List<LearningRecord> page) throws IOException {
        JsonNode rows = EXACT.readTree(new SqlRows().write(page));

        assertThat(rows).hasSameSizeAs(page);
        for (int i = 0; i < page.size(); i++) {
            Map<String, Object> values = new HashMap<>();
            for (Column column : Column.values()) {
                Object value = column.value(page.get(i));
                values.put(column.title(), value instanceof Instant time ? InstantText.microseconds(time) : value);
            }
            values.values().removeIf(Objects::isNull);
            Map<String, Object> row = new HashMap<>();
            rows.get(i).properties().forEach(field -> row.put(field.getKey(), plain(field.getValue())));
            assertThat(row).isEqualTo(values);
        }
    }

    @Property(tries = 300)
    void anotherReaderFindsTheSameValuesInCsv(@ForAll("pages") List<LearningRecord> page) {
        assertReadBack(new CsvRows(false).write(page), page);
    }

    /** Another reader finds in a file what the records say. */
    static void assertReadBack(String csv, List<LearningRecord> page) {
        try (MappingIterator<Map<String, String>> rows = CSV.readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader()).readValues(csv)) {
            for (LearningRecord record : page) {
                Map<String, String> row = rows.next();
                for (Column column : Column.values()) {
                    assertThat(row.get(column.title())).isEqualTo(inCsv(column.value(record)));
                }
            }
            assertThat(rows.hasNext()).isFalse();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Property(tries = 300)
    void anotherReaderFindsTheSameValuesAndLocalTimesInAFileForSpreadsheets(@ForAll("pages") List<LearningRecord> page) {
        assertReadBackFromASpreadsheet(
                CsvRows.forSpreadsheets(FormatRecords.AMSTERDAM).write(page).getBytes(StandardCharsets.UTF_8),
                page);
    }

    /** Another reader, which gets bytes and so sees the byte order mark, finds what the records say; times to the second. */
    static void assertReadBackFromASpreadsheet(byte[] csv, List<LearningRecord> page) {
        assertThat(csv).startsWith(0xEF, 0xBB, 0xBF);
        try (MappingIterator<Map<String, String>> rows = CSV.readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader()).readValues(csv)) {
            for (LearningRecord record : page) {
                Map<String, String> row = rows.next();
                for (Column column : Column.values()) {
                    if (column.isTime()) {
                        LocalDateTime local =
                                LocalDateTime.parse(row.get(column.title() + " (Europe/Amsterdam)").replace(' ', 'T'));
                        assertThat(local).isEqualTo(LocalDateTime.ofInstant((Instant) column.value(record), AMSTERDAM)
                                .truncatedTo(ChronoUnit.SECONDS));
                    } else {
                        assertThat(row.get(column.title())).isEqualTo(inCsv(column.value(record)));
                    }
                }
                assertThat(row).hasSameSizeAs(Column.values());
            }
            assertThat(rows.hasNext()).isFalse();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object plain(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        return value.isBoolean() ? value.booleanValue() : value.isNumber() ? value.decimalValue() : value.textValue();
    }

    private static String inCsv(Object value) {
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof Instant time) {
            return InstantText.microseconds(time);
        }
        return value == null ? "" : SpreadsheetText.safe(value.toString());
    }
}
