package serai.journal.sql;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.journal.DeadLetterId;
import serai.journal.DeadLetterId.Content;
import serai.journal.DestinationState;
import serai.journal.JournalUnavailableException;
import serai.journal.JournalWriter;
import serai.journal.attempt.FailureClass;
import serai.journal.operations.JournalOperations;
import serai.journal.operations.ReplayRate;
import serai.journal.operations.ReplayRequest;
import serai.journal.operations.people.PersonLink;
import serai.journal.operations.people.PersonLinks;
import serai.journal.operations.person.Person;
import serai.journal.sql.query.DeliveryReader;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.query.KnownKinds;
import serai.journal.sql.query.SqlFailure;
import serai.journal.sql.write.JournalBounds;
import serai.journal.store.Failure;
import serai.journal.store.Page;
import serai.journal.store.PageEntry;
import serai.journal.store.Settlement;
import serai.journal.store.Settlement.Horizon;
import serai.journal.store.Settlement.Settled;
import serai.model.CanonicalJson;
import serai.model.LearningRecord;
import serai.model.Payload;
import serai.model.Platform;
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static serai.testkit.Records.completion;

/**
 * A bit changes in any column of any table. docs/journal.md, <i>What a wrong bit does</i>, says for each how it is found; a column
 * that it does not have fails this test. A store's test extends it.
 */
public abstract class DamagedColumns {

    private static final String READ = "when read";
    private static final String VERIFY = "journal verify";
    private static final String START = "at the start";
    private static final String HARMLESS = "harmless";
    private static final Pattern LINE = Pattern.compile("\\| `(\\w+)` \\| ([\\w, ]+) \\| [^|]+ \\| ([\\w ]+) \\|");
    private static final List<String> DESTINATIONS = List.of("archive", "hr", "lrs");
    /** Tables whose rows are compared with records, of which some were purged. */
    private static final Set<String> OUTLIVING = Set.of("identity", "completion");
    protected static final JournalBounds BOUNDS =
            new JournalBounds(10_000, 1 << 20, 10, 0, Duration.ofDays(30), Duration.ofDays(3_650));

    protected final SettableClock clock = new SettableClock(Records.RECEIVED);
    private SqlJournal journal;
    private Connection connection;
    private HikariDataSource pool;
    private JournalQuery reading;

    private record Column(String table, String name) {
    }

    /** A row, by the names of its columns. */
    private record Row(Column column, List<String> keys, Map<String, Object> cells) {

        Object value() {
            return cells.get(column.name);
        }

        Row with(Object value) {
            Map<String, Object> changed = new LinkedHashMap<>(cells);
            changed.put(column.name, value);
            return new Row(column, keys, changed);
        }
    }

    /** Makes a place in which there is no journal yet. */
    protected abstract void prepare() throws Exception;

    protected abstract SqlJournal open();

    protected abstract JournalOperations operations();

    /** The journal's address for a connection of the test's own. */
    protected abstract void connectTo(HikariDataSource pool);

    /** Has the database take each value that a wrong bit may make. */
    protected abstract void allowAnything() throws SQLException;

    /** The journal's tables, without those that no record depends on. */
    protected abstract List<String> tables() throws SQLException;

    protected abstract List<String> columns(String table) throws SQLException;

    protected abstract List<String> keys(String table) throws SQLException;

    /** Whether bits of the next column are changed, where it takes long. */
    protected abstract boolean isChosen();

    /** How many rows of a table are changed. */
    protected abstract int rowsMax();

    /** A journal that has a row in each table. */
    @BeforeEach
    void fill() throws Exception {
        prepare();
        journal = open();
        append(completion("anna"), "archive", "hr");
        append(completion("ben"), "archive");
        deliver("archive", Map.of());
        clock.turn(Duration.ofDays(31));
        append(completion("cleo"), "archive", "lrs");
        append(completion("dora"), "lrs");
        append(completion("eva"), "lrs");
        append(completion("fee"), "lrs");
        append(completion("gina"), JournalWriter.UNROUTED);
        append(completion("cleo", new BigDecimal("51")), "lrs");
        journal.reject("mct", "no event", Payload.of("{".getBytes(StandardCharsets.UTF_8))).toCompletableFuture().join();
        journal.countUnkept("mct", "NEW", "router").toCompletableFuture().join();
        assertThat(journal.purge()).as("ben; anna is pending").isEqualTo(1);
        deliver("archive", Map.of("2026-11-22.jsonl", "1024"));
        putAside();
        append(completion("hugo"), "archive", "lrs");
        journal.close();
        pool = new HikariDataSource();
        connectTo(pool);
        pool.setMinimumIdle(1);
        connection = pool.getConnection();
        reading = new JournalQuery(pool, "the journal");
        allowAnything();
    }

    /** One is held, one dead, one mended by an operator, and one was left out. */
    private void putAside() {
        long cursor = journal.state("lrs").orElseThrow().cursor();
        Page page = journal.read("lrs", cursor, 10);
        Failure failure = Failure.of(FailureClass.REFUSED, clock.instant(), new IOException("400"));
        List<PageEntry> entries = page.entries();
        assertThat(entries).hasSize(4);
        journal.settle(new Settlement("lrs", cursor, DestinationState.at(page.upTo()),
                List.of(Settled.held(entries.get(0), failure, clock.instant(), true), Settled.dead(entries.get(1), failure, false),
                        Settled.dead(entries.get(2), failure, false), Settled.delivered(entries.get(3), true)),
                Set.of(), Set.of(), false, Map.of(), new Horizon(page.upTo(), 10))).toCompletableFuture().join();
        journal.settle(
                new Settlement("hr", 0, new DestinationState(0, 1, clock.instant(), FailureClass.MISCONFIGURED, "404", false),
                        List.of(), Set.of(), Set.of(), false, Map.of()))
                .toCompletableFuture().join();
        try (JournalOperations operations = operations()) {
            operations.deadLetters().edit(new DeadLetterId(Content.RECORD, "lrs", entries.get(2).seq()), entries.get(2).record());
            operations.links().link(List.of(new PersonLink(Platform.MCT, "anna", "E-1", clock.instant())), null);
            operations.erasure().forgotten().note(Person.named("zoe@example.org"), Set.of(Person.named("mct:zoe")), "request 7",
                    true);
            operations.replay().carryOut(new ReplayRequest("archive", clock.instant(), null, null, true),
                    ReplayRate.atOnce(clock.instant()));
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        pool.close();
    }

    @Test
    void eachColumnOfTheSchemaHasAnAnswer() throws Exception {
        assertThat(answers().keySet()).containsExactlyInAnyOrderElementsOf(columns());
    }

    @Test
    void eachBitIsFoundAsIsSaidOrHarmless() throws Exception {
        List<String> whole = given();
        List<String> wrong = new ArrayList<>();
        try (JournalOperations operations = operations()) {
            assertThat(verified(operations)).isEmpty();
            for (Map.Entry<Column, String> answer : answers().entrySet()) {
                if (!isChosen()) {
                    continue;
                }
                boolean refused = false;
                boolean told = !isFoundBy(answer.getValue());
                for (Row row : rows(answer.getKey())) {
                    for (Object flipped : flipped(row.value())) {
                        if (change(row, flipped)) {
                            refused |= check(answer.getKey(), answer.getValue(), whole, wrong);
                            boolean toldNow = told || !verified(operations).isEmpty();
                            if (!toldNow && !OUTLIVING.contains(answer.getKey().table)) {
                                wrong.add(answer.getKey() + " is not told by journal verify: " + row.value());
                            }
                            told = toldNow && OUTLIVING.contains(answer.getKey().table) || !isFoundBy(answer.getValue());
                            assertThat(change(row.with(flipped), row.value())).isTrue();
                        }
                    }
                }
                if (!told && OUTLIVING.contains(answer.getKey().table)) {
                    wrong.add(answer.getKey() + " is never told by journal verify");
                }
                if (answer.getValue().equals(READ) && !refused) {
                    wrong.add(answer.getKey() + " is not refused when it is read");
                }
            }
            assertThat(verified(operations)).as("all is as before").isEmpty();
        }
        assertThat(wrong).isEmpty();
    }

    private static boolean isFoundBy(String answer) {
        return answer.equals(READ) || answer.equals(VERIFY);
    }

    /** @return whether what was read was refused */
    private boolean check(Column column, String found, List<String> whole, List<String> wrong) throws SQLException {
        try {
            List<String> given = given();
            boolean allowed = found.equals(VERIFY) ? whole.containsAll(given) : found.equals(READ) && isCutOff(given, whole);
            if (!given.equals(whole) && !allowed) {
                wrong.add("%s has other records delivered: without %s, with %s".formatted(column, without(whole, given),
                        without(given, whole)));
            }
            return false;
        } catch (JournalUnavailableException e) {
            if (found.equals(HARMLESS)) {
                wrong.add(column + " is not harmless: " + e.getMessage());
            }
            return true;
        }
    }

    /** Whether each destination has what it had, up to the record before which it stops. */
    private static boolean isCutOff(List<String> given, List<String> whole) {
        return DESTINATIONS.stream().flatMap(name -> Stream.of("requeued " + name, "held " + name)).allMatch(
                first -> begin(whole, first).toString().startsWith(begin(given, first).toString().replaceFirst("]$", "")))
                && given.stream().filter(one -> !one.startsWith("requeued ") && !one.startsWith("held ")).toList().equals(
                        whole.stream().filter(one -> !one.startsWith("requeued ") && !one.startsWith("held ")).toList());
    }

    private static List<String> begin(List<String> all, String first) {
        return all.stream().filter(one -> one.startsWith(first + " ")).toList();
    }

    private static List<String> without(List<String> these, List<String> those) {
        return these.stream().filter(one -> !those.contains(one)).map(one -> one.replaceFirst("\\{.*", "…")).toList();
    }

    @Test
    void theKeyOfLearnersIsFoundByVerify() throws Exception {
        execute("UPDATE fixed SET value = substr(value, 1, 63) || iif(substr(value, 64) = '0', '1', '0') WHERE name = 'learner-key'");
        try (JournalOperations operations = operations()) {
            assertThat(verified(operations)).isNotEmpty().allMatch(line -> line.contains("learner-key"));
        }
    }

    @Test
    void noEventIsTakenWithoutThePosition() throws Exception {
        execute("UPDATE position SET seq = seq + 1");
        try (SqlJournal damaged = open()) {
            assertThatThrownBy(() -> damaged.append(completion("ida"), Set.of("lrs")).toCompletableFuture().join())
                    .hasCauseInstanceOf(JournalUnavailableException.class).hasMessageContaining("position 'sorted' is damaged");
        }
    }

    /** As many as a wrong bit may make of a few: reading them by the window would take minutes. */
    @Test
    void purgedNumbersAreReadOverAtOnce() throws Exception {
        execute("UPDATE purged SET last_seq = last_seq + 8589934592");
        DeliveryReader reader = reader();

        Page page = reader.read("archive", 2, 100);

        assertThat(page.entries()).extracting(entry -> entry.record().learner().id()).containsExactly("hugo");
        assertThat(page.upTo()).isEqualTo(reader.lastSeq()).isGreaterThan(1L << 33);
    }

    private void append(LearningRecord record, String... destinations) {
        journal.append(record.withReceivedAt(clock.instant()), Set.of(destinations)).toCompletableFuture().join();
    }

    private void deliver(String destination, Map<String, String> remembered) {
        long cursor = journal.state(destination).orElseThrow().cursor();
        Page page = journal.read(destination, cursor, 100);
        journal.settle(new Settlement(destination, cursor, DestinationState.at(page.upTo()),
                page.entries().stream().map(entry -> Settled.delivered(entry, false)).toList(), Set.of(), Set.of(), false,
                remembered)).toCompletableFuture().join();
    }

    private DeliveryReader reader() {
        return new DeliveryReader(reading, KnownKinds.ofDestinations(), 1 << 20, clock);
    }

    /** What a process that starts now gives to routes. */
    private List<String> given() throws SQLException {
        DeliveryReader reader = reader();
        List<String> given = new ArrayList<>();
        new PersonLinks(reading, null, clock).all().forEach(link -> given.add("link " + link.learner() + " " + link.person()));
        for (String destination : DESTINATIONS) {
            reader.remembered(destination).forEach((name, value) -> given.add(destination + " " + name + " " + value));
            reader.state(destination).ifPresent(state -> {
                for (Page page = reader.read(destination, state.cursor(), 10); page.upTo() > page.after(); page =
                        reader.read(destination, page.upTo(), 10)) {
                    page.entries().forEach(entry -> given.add(text(destination, entry)));
                }
                given.add(destination + " given up to " + reader.givenUpTo(destination));
            });
            reader.requeued(destination, 10).entries().forEach(entry -> given.add("requeued " + text(destination, entry)));
            reader.held(destination).ifPresent(held -> given.add("held " + text(destination, held.entry())));
        }
        return given;
    }

    private static String text(String destination, PageEntry entry) {
        return destination + " " + entry.seq() + " " + CanonicalJson.write(entry.record());
    }

    private static List<String> verified(JournalOperations operations) {
        List<String> told = new ArrayList<>();
        operations.records().verify(told::add);
        return told;
    }

    private static Map<Column, String> answers() throws IOException {
        Map<Column, String> answers = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Path.of("docs/journal.md"))) {
            Matcher cells = LINE.matcher(line);
            if (cells.matches()) {
                for (String column : cells.group(2).split(", ")) {
                    answers.put(new Column(cells.group(1), column), cells.group(3));
                }
            }
        }
        assertThat(new TreeSet<>(answers.values())).containsExactlyInAnyOrder(READ, VERIFY, START, HARMLESS);
        return answers;
    }

    private List<Column> columns() throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (String table : tables()) {
            columns(table).forEach(name -> columns.add(new Column(table, name)));
        }
        return columns;
    }

    private List<Row> rows(Column column) throws Exception {
        List<String> keys = keys(column.table);
        List<Row> rows = new ArrayList<>();
        try (var statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT * FROM %s WHERE %s IS NOT NULL ORDER BY %s LIMIT %s"
                        .formatted(column.table, column.name, keys.isEmpty() ? "1" : String.join(", ", keys), rowsMax()))) {
            while (found.next()) {
                Map<String, Object> cells = new TreeMap<>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    if (found.getObject(i) != null) {
                        cells.put(found.getMetaData().getColumnName(i), found.getObject(i));
                    }
                }
                rows.add(new Row(column, keys, cells));
            }
        }
        boolean shown = answers().get(column).equals(HARMLESS); // not each row has each
        assertThat(rows.isEmpty() && !shown).as("there is no row with %s", column).isFalse();
        return rows;
    }

    /** The value with one bit changed: a low one, and a high one. */
    private static List<Object> flipped(Object value) {
        if (value instanceof Number number) {
            return List.of(number.longValue() ^ 1, number.longValue() ^ 1L << 33);
        }
        if (value instanceof Boolean truth) {
            return List.of(!truth);
        }
        byte[] bytes = value instanceof byte[] blob ? blob : value.toString().getBytes(StandardCharsets.UTF_8);
        List<Object> flipped = new ArrayList<>();
        for (int at : IntStream.of(bytes.length / 2, bytes.length - 1).filter(at -> at < bytes.length && at >= 0).distinct()
                .toArray()) {
            byte[] other = bytes.clone();
            other[at] ^= 1;
            flipped.add(value instanceof byte[] ? other : new String(other, StandardCharsets.UTF_8));
        }
        return flipped;
    }

    /** @return false if a key is not to be that */
    private boolean change(Row row, Object value) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE %s SET %s = ? WHERE %s".formatted(row.column.table,
                row.column.name, String.join(" AND ", row.keys.stream().map(key -> key + " = ?").toList())))) {
            update.setObject(1, value);
            for (int i = 0; i < row.keys.size(); i++) {
                update.setObject(i + 2, row.cells.get(row.keys.get(i)));
            }
            if (update.executeUpdate() != 1) {
                fail("no such row: " + row.column);
            }
            return true;
        } catch (SQLException e) {
            if (SqlFailure.isRefusal(e)) {
                return false;
            }
            throw e;
        }
    }

    protected final List<String> strings(String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (var statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                found.add(row.getString(1));
            }
        }
        return found;
    }

    protected final void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
