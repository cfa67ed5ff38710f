package serai.reload;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.MemoryTempDir;

import java.nio.file.Path;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Edits, good and broken, while events pour in from both platforms and are delivered: each event that is accepted arrives exactly
 * once wherever the routes named at the time send it, and none is refused. {@code -Dserai.reloads=} says how many edits,
 * {@code -Dseed=} repeats a run.
 */
class ReloadUnderLoadTest {

    private static final int EDITS = Integer.getInteger("serai.reloads", 12);
    private static final long SEED = Long.getLong("seed", new Random().nextInt(1_000_000_000));

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;
    private ReloadedSerai serai;
    private EventsForReload events;

    @AfterEach
    void stop() {
        if (events != null) {
            events.close();
        }
        if (serai != null) {
            serai.close();
        }
    }

    @Test
    void losesAndDoublesNothingAndRefusesNoEvent() throws Exception {
        System.out.printf("To repeat: -Dseed=%d -Dserai.reloads=%d%n", SEED, EDITS);
        serai = new ReloadedSerai(folder).withSettingsFile().start();
        RandomEdits edits = new RandomEdits(serai, new Random(SEED));
        events = new EventsForReload(serai);
        events.begin();

        for (int i = 1; i <= EDITS; i++) {
            int accepted = events.accepted();
            edits.next(i);
            events.untilMoreThan(accepted); // what runs now has taken in something
            assertThat(events.refused()).as("after edit %s", i).isEmpty();
        }
        events.end();

        assertThat(events.refused()).as("other answers than 202").isEmpty();
        events.areAllDeliveredOnce();
        edits.tell();
        System.out.println(events);
    }
}
