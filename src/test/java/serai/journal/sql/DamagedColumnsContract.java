package serai.journal.sql;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.journal.JournalUnavailableException;
import serai.journal.operations.JournalOperations;
import serai.journal.operations.people.PersonLinks;
import serai.journal.sql.JournalCells.Column;
import serai.journal.sql.JournalCells.Row;
import serai.journal.sql.query.DeliveryReader;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.query.KnownKinds;
import serai.journal.sql.write.JournalBounds;
import serai.journal.store.Page;
import serai.journal.store.PageEntry;
import serai.model.CanonicalJson;
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static serai.testkit.Records.completion;

/**
 * A bit changes in any column of any table. docs/journal.md, <i>What a wrong bit does</i>, says for each how it is found; a column
 * that it does not have fails this test. A store's test extends it.
 */
public abstract class DamagedColumnsContract {

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
    private JournalCells cells;
    private HikariDataSource pool;
    private JournalQuery reading;

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
        new FilledJournal(open(), clock).fill(this::operations);
        pool = new HikariDataSource();
        connectTo(pool);
        pool.setMinimumIdle(1);
        cells = new JournalCells(pool.getConnection());
        reading = new JournalQuery(pool, "the journal");
        allowAnything();
    }

    @AfterEach
    void close() throws SQLException {
        cells.close();
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
                for (Row row : rows(answer.getKey(), answer.getValue())) {
                    for (Object flipped : JournalCells.flipped(row.value())) {
                        if (cells.change(row, flipped)) {
                            refused |= check(answer.getKey(), answer.getValue(), whole, wrong);
                            boolean toldNow = told || !verified(operations).isEmpty();
                            if (!toldNow && !OUTLIVING.contains(answer.getKey().table())) {
                                wrong.add(answer.getKey() + " is not told by journal verify: " + row.value());
                            }
                            told = toldNow && OUTLIVING.contains(answer.getKey().table()) || !isFoundBy(answer.getValue());
                            assertThat(cells.change(row.with(flipped), row.value())).isTrue();
                        }
                    }
                }
                if (!told && OUTLIVING.contains(answer.getKey().table())) {
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

    private List<Row> rows(Column column, String found) throws SQLException {
        List<Row> rows = cells.rows(column, keys(column.table()), rowsMax());
        boolean shown = found.equals(HARMLESS); // not each row has each
        assertThat(rows.isEmpty() && !shown).as("there is no row with %s", column).isFalse();
        return rows;
    }

    protected final List<String> strings(String sql) throws SQLException {
        return cells.strings(sql);
    }

    protected final void execute(String sql) throws SQLException {
        cells.execute(sql);
    }
}
