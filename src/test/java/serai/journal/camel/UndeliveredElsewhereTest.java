package serai.journal.camel;

import org.apache.camel.health.HealthCheck.Result;
import org.apache.camel.health.HealthCheck.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.AdditionalAnswers;
import serai.journal.camel.health.StallHealthCheck;
import serai.journal.camel.health.StallWatch;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.FastStore;
import serai.journal.store.Journal;
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;
import static serai.testkit.Records.completion;

/** A destination to which another instance should deliver, such as the archive, which stays on one. */
class UndeliveredElsewhereTest {

    private static final Duration WITHIN = Duration.ofMinutes(2);

    @TempDir
    private Path folder;
    private final SettableClock clock = new SettableClock(Records.RECEIVED);
    private final RunningDeliveries running = new RunningDeliveries();
    private Journal journal;
    private Journal shared;
    private StallWatch watch;

    @BeforeEach
    void start() {
        journal = FastStore.open(folder.resolve("journal.db"), JournalBounds.DEFAULT, clock);
        shared = mock(Journal.class, AdditionalAnswers.delegatesTo(journal));
        watch = new StallWatch(shared, shared, running, clock, WITHIN);
        running.elsewhere("archive");
        journal.append(completion("anna"), Set.of("archive")).toCompletableFuture().join();
    }

    @AfterEach
    void stop() {
        journal.close();
    }

    private void passes(Duration time) {
        watch.look();
        clock.turn(time);
        watch.look();
    }

    @Test
    void whileAnotherInstanceDeliversNothingIsToldHoweverLongItTakes() {
        passes(Duration.ofDays(1));

        assertThat(watch.now()).isEmpty();
    }

    @Test
    void thatNoInstanceDeliversIsToldAndSaysNothingAgainstThisOne() {
        doReturn(false).when(shared).isDeliveredTo("archive");
        passes(WITHIN.plusSeconds(1));

        assertThat(watch.now().get("destination archive")).contains("1 records are pending", "no running instance delivers to it",
                "./serai instances", "serai.archive.on");
        assertThat(StallHealthCheck.here(watch, true).call(Map.of()).getState()).isEqualTo(State.UP);
        StallHealthCheck elsewhere = StallHealthCheck.elsewhere(watch);
        assertThat(elsewhere.call(Map.of())).extracting(Result::getState).isEqualTo(State.DOWN);
        assertThat(elsewhere.isReadiness()).as("its death is no reason to take this instance out of the load balancer").isFalse();
        assertThat(watch.destinations()).containsOnlyKeys("archive");
    }

    @Test
    void aMomentWithoutAnInstanceIsNotTold() {
        doReturn(false).when(shared).isDeliveredTo("archive");
        passes(WITHIN.minusSeconds(1));
        doReturn(true).when(shared).isDeliveredTo("archive");
        watch.look();
        doReturn(false).when(shared).isDeliveredTo("archive");
        passes(Duration.ofSeconds(2));

        assertThat(watch.now()).isEmpty();
    }
}
