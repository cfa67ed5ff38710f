package serai.simulation;

import serai.journal.JournalUnavailableException;
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
import java.time.Clock;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A disk that gives back something else than it was given: a bit is another one, or a page stands in another one's place. What
 * is read then is refused, or as it was.
 */
final class SimulatedDamage {

    private static final int PAGE = 4096;
    private static final int READS_MAX = 10_000;
    private static final JournalBounds BOUNDS = new JournalBounds(1_000, 8 << 20, 100);

    private final Random random;
    private final Clock clock;
    private final Map<String, Map<Long, LearningRecord>> named;

    /** @param named what was given to the journal, by destination and number */
    SimulatedDamage(Random random, Clock clock, Map<String, Map<Long, LearningRecord>> named) {
        this.random = random;
        this.clock = clock;
        this.named = named;
    }

    /** Damages a copy of a journal that is closed, and reads that. */
    void look(Path file, Path folder) throws IOException {
        Path copy = Files.copy(file, folder.resolve("damaged.db"), StandardCopyOption.REPLACE_EXISTING);
        String damage = damage(copy);
        try (SqliteJournal journal = FastStore.open(copy, BOUNDS, clock, new CallersThread())) {
            for (String name : named.keySet()) {
                read(journal, name, damage);
            }
        } catch (JournalUnavailableException refused) {
            // that is what a start does
        }
        for (String end : new String[]{"", "-wal", "-shm"}) {
            Files.deleteIfExists(Path.of(copy + end));
        }
    }

    private String damage(Path file) throws IOException {
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

    private void read(SqliteJournal journal, String name, String damage) {
        try {
            long after = 0;
            for (int reads = 0; reads < READS_MAX; reads++) {
                Page page = journal.read(name, after, 100);
                page.entries().forEach(entry -> assertIsAsItWas(name, entry, damage));
                if (!page.more() || page.upTo() <= after) {
                    return;
                }
                after = page.upTo();
            }
        } catch (RuntimeException refused) {
            // nothing is delivered
        }
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
