package serai.simulation;

import org.jspecify.annotations.Nullable;
import serai.journal.DamagedRecordException;
import serai.journal.JournalUnavailableException;
import serai.journal.operations.JournalOperations;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.FastStore;
import serai.journal.sqlite.SqliteJournal;
import serai.journal.store.Page;
import serai.journal.store.PageEntry;
import serai.model.LearningRecord;
import serai.testkit.CallersThread;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A disk that gives back something else than it was given: a bit is another one, a page stands in another one's place, or a record
 * batch is cut short. What is read then is as it was, and what is not read is told as damaged: nothing is skipped in silence.
 */
final class SimulatedDamage {

    private static final int PAGE = 4096;
    private static final int READS_MAX = 10_000;
    private static final JournalBounds BOUNDS = new JournalBounds(1_000, 8 << 20, 100);

    /** A record batch that is damaged: its numbers, and what is wrong with it. */
    private record DamagedBatch(long first, long last, String damage) {
    }

    /**
     * What became of a destination's records.
     *
     * @param read given to it
     * @param told damaged or missing, as it was told
     * @param upTo up to which number it has come; the rest was refused
     */
    private record Reading(NavigableSet<Long> read, NavigableSet<Long> told, long upTo) {

        /** Those of these numbers that were passed over without a word. */
        List<Long> skipped(NavigableSet<Long> numbers) {
            return numbers.headSet(upTo, true).stream().filter(seq -> !read.contains(seq) && !told.contains(seq)).toList();
        }
    }

    private final Random random;
    private final Clock clock;
    private final Map<String, Map<Long, LearningRecord>> named;

    /** @param named what was given to the journal, by destination and number */
    SimulatedDamage(Random random, Clock clock, Map<String, Map<Long, LearningRecord>> named) {
        this.random = random;
        this.clock = clock;
        this.named = named;
    }

    /** Damages copies of a journal that is closed, and reads those. */
    void look(Path file, Path folder) throws IOException, SQLException {
        Path copy = folder.resolve("damaged.db");
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        Map<String, NavigableSet<Long>> stored = stored(copy);
        readWithDamagedFile(copy, stored);
        delete(folder);
        Files.copy(file, copy);
        readWithDamagedBatch(copy, stored);
        delete(folder);
    }

    /** With the note on it: the next copy would be an older one, and be refused. */
    private static void delete(Path folder) throws IOException {
        for (String end : new String[]{"db", "db-wal", "db-shm", "note"}) {
            Files.deleteIfExists(folder.resolve("damaged." + end));
        }
    }

    /** What is to be read: by destination, the numbers that are named for it, are not purged, and have no state of their own. */
    private Map<String, NavigableSet<Long>> stored(Path file) throws SQLException {
        Map<String, NavigableSet<Long>> stored = new TreeMap<>();
        named.forEach((name, records) -> stored.put(name, new TreeSet<>(records.keySet())));
        try (Connection connection = connect(file)) {
            try (ResultSet row = connection.createStatement().executeQuery("SELECT first_seq, last_seq FROM purged")) {
                while (row.next()) {
                    long first = row.getLong(1);
                    long last = row.getLong(2);
                    stored.values().forEach(numbers -> numbers.subSet(first, true, last, true).clear());
                }
            }
            try (ResultSet row = connection.createStatement().executeQuery("SELECT destination, seq FROM aside")) {
                while (row.next()) {
                    stored.get(row.getString(1)).remove(row.getLong(2));
                }
            }
        }
        return stored;
    }

    private static Connection connect(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    /** Whatever the file has there. What a destination then passes over, such as a record that stands aside now, verify tells. */
    private void readWithDamagedFile(Path file, Map<String, NavigableSet<Long>> stored) throws IOException {
        String damage = damageFile(file);
        try (SqliteJournal journal = FastStore.open(file, BOUNDS, clock, new CallersThread());
                JournalOperations operations = JournalOperations.open(file, clock)) {
            for (Map.Entry<String, NavigableSet<Long>> one : stored.entrySet()) {
                List<Long> skipped = read(journal, one.getKey(), damage).skipped(one.getValue());
                if (!skipped.isEmpty()) {
                    List<String> told = new ArrayList<>();
                    operations.records().verify(told::add);
                    assertThat(told).as("%s: %s passes over %s", damage, one.getKey(), skipped).isNotEmpty();
                }
            }
        } catch (JournalUnavailableException refused) {
            // that is what a start does, and what verify does with a file that is malformed
        }
    }

    private String damageFile(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            int pages = (int) (channel.size() / PAGE);
            if (random.nextInt(3) == 0) {
                int from = random.nextInt(pages);
                int to = random.nextInt(pages);
                ByteBuffer page = ByteBuffer.allocate(PAGE);
                channel.read(page, (long) from * PAGE);
                channel.write(page.flip(), (long) to * PAGE);
                return "page %d stands in place of page %d".formatted(from, to);
            }
            long place = (long) (random.nextDouble() * channel.size());
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, place);
            one.put(0, (byte) (one.get(0) ^ 1 << random.nextInt(8)));
            channel.write(one.rewind(), place);
            return "a bit at %d is another one".formatted(place);
        }
    }

    /** Each destination is told of its records in that batch, and gets all others. */
    private void readWithDamagedBatch(Path file, Map<String, NavigableSet<Long>> stored) throws SQLException {
        DamagedBatch damaged = damageBatch(file);
        if (damaged == null) {
            return;
        }
        try (SqliteJournal journal = FastStore.open(file, BOUNDS, clock, new CallersThread())) {
            stored.forEach((name, numbers) -> {
                Reading reading = read(journal, name, damaged.damage);
                NavigableSet<Long> lost = numbers.subSet(damaged.first, true, damaged.last, true);
                assertThat(reading.told).as("%s: told %s", damaged, name).isEqualTo(lost);
                NavigableSet<Long> others = new TreeSet<>(numbers);
                others.removeAll(lost);
                assertThat(reading.read).as("%s: read for %s", damaged, name).isEqualTo(others);
            });
        }
    }

    /** @return null if there is no batch */
    private @Nullable DamagedBatch damageBatch(Path file) throws SQLException {
        try (Connection connection = connect(file)) {
            List<Long> batches = new ArrayList<>();
            try (ResultSet row = connection.createStatement().executeQuery("SELECT base_seq FROM record_batch ORDER BY base_seq")) {
                while (row.next()) {
                    batches.add(row.getLong(1));
                }
            }
            if (batches.isEmpty()) {
                return null;
            }
            long first = batches.get(random.nextInt(batches.size()));
            long last;
            byte[] body;
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT base_seq + count - 1, body FROM record_batch WHERE base_seq = ?")) {
                select.setLong(1, first);
                ResultSet row = select.executeQuery();
                last = row.getLong(1);
                body = row.getBytes(2);
            }
            int place = random.nextInt(body.length);
            boolean cut = random.nextBoolean();
            byte[] damaged = cut ? Arrays.copyOf(body, place) : body;
            if (!cut) {
                damaged[place] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            }
            try (PreparedStatement update = connection.prepareStatement("UPDATE record_batch SET body = ? WHERE base_seq = ?")) {
                update.setBytes(1, damaged);
                update.setLong(2, first);
                update.executeUpdate();
            }
            return new DamagedBatch(first, last, cut ? "a body is cut to %s bytes".formatted(place)
                    : "a bit of byte %s of a body is another one".formatted(place));
        }
    }

    /** Reads as far as anything is given; what is told as damaged is passed over as if an operator had dropped it. */
    private Reading read(SqliteJournal journal, String name, String damage) {
        NavigableSet<Long> read = new TreeSet<>();
        NavigableSet<Long> told = new TreeSet<>();
        long after = 0;
        try {
            for (int reads = 0; reads < READS_MAX; reads++) {
                try {
                    Page page = journal.read(name, after, 100);
                    page.entries().forEach(entry -> {
                        assertIsAsItWas(name, entry, damage);
                        read.add(entry.seq());
                    });
                    if (!page.more()) {
                        return new Reading(read, told, Long.MAX_VALUE);
                    }
                    assertThat(page.upTo()).as("%s: how far %s comes", damage, name).isGreaterThan(after);
                    after = page.upTo();
                } catch (DamagedRecordException damaged) {
                    assertThat(damaged.seq()).as("%s: %s, told %s", damage, damaged.getMessage(), name).isGreaterThan(after);
                    told.add(damaged.seq());
                    after = damaged.seq();
                }
            }
        } catch (JournalUnavailableException refused) {
            // nothing is delivered: a row that it needs is damaged, or SQLite says that the file is malformed
        }
        return new Reading(read, told, after);
    }

    private void assertIsAsItWas(String name, PageEntry entry, String damage) {
        LearningRecord was = named.get(name).get(entry.seq());
        LearningRecord is = entry.record();
        assertThat(was).as("%s: number %d was given for %s", damage, entry.seq(), name).isNotNull();
        LearningRecord rest = new LearningRecord(is.schemaVersion(), is.id(), is.source(), is.platform(), is.type(),
                is.platformType(), is.occurredAt(), is.occurredAsSent(), is.receivedAt(), is.learner(), is.activity(),
                is.result(), was.marks(), was.raw()); // marks are the journal's doing, and what was sent stays there
        assertThat(rest).as("%s: number %d for %s", damage, entry.seq(), name).isEqualTo(was);
    }
}
