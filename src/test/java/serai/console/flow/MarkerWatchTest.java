package serai.console.flow;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.console.flow.FlowSnapshot.Destination;
import serai.console.flow.FlowSnapshot.Store;
import serai.journal.Balance;
import serai.journal.DestinationCondition;
import serai.journal.operations.JournalOperations;
import serai.journal.sql.SqlJournal;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.FastStore;
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.journal.DestinationCondition.DELIVERING;
import static serai.journal.DestinationCondition.STOPPED;
import static serai.journal.DestinationCondition.WAITING;

/** What charts mark, and that it is marked once. */
class MarkerWatchTest {

    private static final Duration LOOK = Duration.ofSeconds(10);

    private final SettableClock clock = new SettableClock(Records.RECEIVED);

    @Test
    void marksAStartAnEditAStopAndAResumptionOnce(@TempDir Path folder) {
        Path file = folder.resolve("journal.db");
        Instant start = clock.instant();
        try (SqlJournal journal = FastStore.open(file, JournalBounds.DEFAULT, clock);
                JournalOperations operations = JournalOperations.open(file, clock)) {
            MarkerWatch watch = new MarkerWatch(operations, clock);
            look(watch, DELIVERING, null);
            look(watch, DELIVERING, start);
            look(watch, STOPPED, start);
            look(watch, STOPPED, start);
            look(new MarkerWatch(operations, clock), STOPPED, start); // Serai is started again
            look(watch, WAITING, start);
            look(watch, DELIVERING, start.plusSeconds(55));

            assertThat(operations.markers().since(start)).extracting(
                    one -> "%s %s %s".formatted(Duration.between(start, one.at()).toSeconds(), one.name(), one.event().word()))
                    .containsExactly("0  started", "20 lrs stopped", "40  started", "50 lrs resumed", "55  edited");
        }
    }

    private void look(MarkerWatch watch, DestinationCondition condition, Instant configuredAt) {
        watch.look(new FlowSnapshot(List.of(), null, new Store(0, 0, 0, null),
                List.of(new Destination("lrs", null, null, condition, null, null, new Balance(0, 0, 0, 0, 0), 0, null, 0, 0)), null,
                ""), configuredAt);
        clock.turn(LOOK);
    }
}
