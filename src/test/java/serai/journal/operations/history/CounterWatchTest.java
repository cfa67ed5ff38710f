package serai.journal.operations.history;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.operations.JournalOperations;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.FastStore;
import serai.journal.store.Journal;
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** What is noted each minute, of which charts are made. */
class CounterWatchTest {

    private static final Instant BEGIN = Instant.parse("2026-11-30T08:24:05Z");

    /** Otherwise charts would begin behind what somebody has sent on the first day. */
    @Test
    void notesThatNothingHadComeBeforeTheFirst(@TempDir Path folder) throws Exception {
        SettableClock clock = new SettableClock(BEGIN);
        Path file = folder.resolve("journal.db");
        try (Journal journal = FastStore.open(file, JournalBounds.DEFAULT, clock);
                JournalOperations operations = JournalOperations.open(file, clock)) {
            CounterWatch watch = new CounterWatch(journal, operations::noteCounters, clock);
            watch.look();
            journal.append(Records.completion("anna"), Set.of("lrs")).toCompletableFuture().join();
            clock.turn(Duration.ofMinutes(1));
            watch.look();
            clock.turn(Duration.ofMinutes(1));
            watch.look();

            String source = Records.completion("anna").source();
            assertThat(operations.history().since(BEGIN.minus(Duration.ofHours(1)), Duration.ofMinutes(1)).stream()
                    .filter(sample -> sample.name().equals("source " + source)))
                    .extracting(CounterSample::at, CounterSample::done)
                    .containsExactly(tuple(at("08:00"), 0L), tuple(at("08:20"), 0L), tuple(at("08:24"), 0L), tuple(at("08:25"), 1L),
                            tuple(at("08:26"), 1L));
        }
    }

    private static Instant at(String time) {
        return Instant.parse("2026-11-30T%s:00Z".formatted(time));
    }
}
