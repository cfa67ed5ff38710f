package serai.formats;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.time.api.DateTimes;
import serai.model.Activity;
import serai.model.Activity.Kind;
import serai.model.CanonicalJson;
import serai.model.ContactType;
import serai.model.EventType;
import serai.model.Identity;
import serai.model.Learner;
import serai.model.LearningRecord;
import serai.model.Mark;
import serai.model.Platform;
import serai.model.Result;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever a record says, every format says it in a way that others can read back. */
class AnyRecordTest {

    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final CsvMapper CSV = new CsvMapper();

    @Property(tries = 300)
    void everyStatementHasOneIdentifierAnIdOfVersionFiveAndAZonedTime(@ForAll("pages") List<LearningRecord> page)
            throws IOException {
        JsonNode statements = EXACT.readTree(new XapiStatements(Records.SETTINGS).write(page));

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
    void linesReadBackEqual(@ForAll("pages") List<LearningRecord> page) {
        byte[] file = new JsonLines().write(page).getBytes(StandardCharsets.UTF_8);
        String lines = new String(file, StandardCharsets.UTF_8);

        assertThat(lines.split("(?<=\n)")).hasSameSizeAs(page).allMatch(line -> line.endsWith("\n"));
        assertThat(lines.split("\n")).extracting(CanonicalJson::read).isEqualTo(page);
    }

    @Property(tries = 300)
    void rowsHaveEveryKeyAndEveryValue(@ForAll("pages") List<LearningRecord> page) throws IOException {
        JsonNode rows = EXACT.readTree(new SqlRows().write(page));

        assertThat(rows).hasSameSizeAs(page);
        for (int i = 0; i < page.size(); i++) {
            assertThat(rows.get(i)).hasSize(Column.values().length);
            for (Column column : Column.values()) {
                assertThat(plain(rows.get(i).get(column.title()))).isEqualTo(column.value(page.get(i)));
            }
        }
    }

    @Property(tries = 300)
    void anotherReaderFindsTheSameValuesInCsv(@ForAll("pages") List<LearningRecord> page) throws IOException {
        String csv = new CsvRows().write(page);

        try (MappingIterator<Map<String, String>> rows = CSV.readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader()).readValues(csv)) {
            for (LearningRecord record : page) {
                Map<String, String> row = rows.next();
                for (Column column : Column.values()) {
                    assertThat(row.get(column.title())).isEqualTo(inCsv(column.value(record)));
                }
            }
            assertThat(rows.hasNext()).isFalse();
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
        String text = value == null ? "" : value.toString();
        return text.matches("(?s)[=+\\-@\t\r].*") ? "'" + text : text;
    }

    @Provide
    Arbitrary<List<LearningRecord>> pages() {
        return records().list().ofMinSize(1).ofMaxSize(5);
    }

    private static Arbitrary<LearningRecord> records() {
        Arbitrary<Instant> times = DateTimes.instants()
                .between(Instant.parse("0001-01-01T00:00:00Z"), Instant.parse("9999-12-31T23:59:59Z"))
                .ofPrecision(ChronoUnit.NANOS);
        return Combinators.combine(Arbitraries.of(EventType.class), Arbitraries.of(Platform.class), learners(), names(),
                        times, times, percentages(), Arbitraries.of(true, false))
                .as((type, platform, learner, name, occurred, received, percentage, redraw) -> new LearningRecord(1,
                        Identity.of("source", type.name(), learner.id(), name, occurred.toString()), "source", platform,
                        type.name(), "SENT_AS", occurred, occurred.toString(), received, learner,
                        activity(type, name, percentage != null), result(type, percentage),
                        redraw ? Set.of(Mark.REDRAW) : Set.of(), null));
    }

    private static Activity activity(EventType type, String name, boolean exam) {
        Activity course = Activity.of(Kind.COURSE, name, name);
        return switch (type) {
            case LOGGED_IN -> null;
            case COURSE_STARTED, COURSE_COMPLETED -> course;
            case MODULE_COMPLETED -> new Activity(exam ? Kind.EXAM : Kind.LESSON, name, null, course);
            case LEARNING_PATH_COMPLETED -> Activity.of(Kind.LEARNING_PATH, name, name);
        };
    }

    private static Result result(EventType type, BigDecimal percentage) {
        return type == EventType.LOGGED_IN || type == EventType.COURSE_STARTED ? null : new Result(true, percentage);
    }

    private static Arbitrary<Learner> learners() {
        Arbitrary<String> optional = names().injectNull(0.2);
        return Combinators.combine(names(), optional, optional, optional, optional, Arbitraries.of(ContactType.class),
                        Arbitraries.maps(Arbitraries.of("ref3", "ref4", "ref9"), names()))
                .as((id, externalId, firstName, lastName, contact, contactType, refs) -> new Learner(id, externalId,
                        firstName, lastName, contact, contact == null ? null : contactType, refs));
    }

    /** Any text of whole characters, and those that are likely to break a format. */
    private static Arbitrary<String> names() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMinLength(1).ofMaxLength(20),
                Arbitraries.strings().withChars("=+-@\t\r\n,;\"'\\ aé😀\u2028\uFEFF").ofMinLength(1).ofMaxLength(6))
                .filter(name -> !name.isBlank() && StandardCharsets.UTF_8.newEncoder().canEncode(name));
    }

    private static Arbitrary<BigDecimal> percentages() {
        return Arbitraries.bigDecimals().between(BigDecimal.ZERO, BigDecimal.valueOf(100)).ofScale(30).injectNull(0.3);
    }
}
