package serai.journal.sql;

import org.junit.jupiter.api.Test;
import serai.journal.Appended;
import serai.journal.SourceCounts;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sql.write.RejectedBodies;
import serai.model.Payload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.completion;

/** The part of {@link JournalContract} that is about bodies that were refused: each is counted, and few are kept. */
abstract class RefusedBodiesContract extends AnyStoresJournal {

    @Test
    void keepsOnlyTheNewestRefusedBodies() throws Exception {
        journal.close();
        journal = open(new JournalBounds(100, 1_000, 3));
        for (int i = 0; i < 10; i++) {
            journal.reject("praesidium", "not JSON", Payload.of(new byte[]{(byte) i})).toCompletableFuture().join();
        }

        assertThat(rows("SELECT nr FROM rejected ORDER BY nr")).containsExactly("8", "9", "10");
        assertThat(journal.sources()).containsEntry("praesidium", new SourceCounts(0, 0, 0, 10));
    }

    @Test
    void aFloodOfRefusedBodiesCostsNoEventItsPlaceAndEachIsCounted() throws Exception {
        journal.close();
        journal = open(new JournalBounds(10, 1_000, 10_000));
        List<CompletableFuture<?>> waiting = new ArrayList<>();
        try (AutoCloseable lock = keepOthersFromWriting()) {
            for (int i = 0; i < 1_000; i++) {
                waiting.add(journal.reject("praesidium", "not JSON", Payload.of(new byte[10])).toCompletableFuture());
            }
            CompletableFuture<Appended> event = journal.append(completion("anna"), Set.of("lrs")).toCompletableFuture();
            assertThat(event.isCompletedExceptionally()).isFalse();
            waiting.add(event);
        }

        CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
        assertThat(journal.sources()).containsEntry("praesidium", new SourceCounts(0, 0, 0, 1_000));
        assertThat(rows("SELECT count(*) FROM rejected"))
                .allSatisfy(kept -> assertThat(Integer.parseInt(kept)).isBetween(1, RejectedBodies.WAITING_MAX + 10));
    }

    @Test
    void refusedBodiesAreBoundedInBytesAndDoNotCountAgainstTheJournalsBound() throws Exception {
        journal.close();
        journal = open(new JournalBounds(10, 1_000, 1_000, 4 << 20, Duration.ZERO, Duration.ZERO));
        for (int i = 0; i < 20; i++) {
            journal.reject("praesidium", "not JSON", Payload.of(new byte[1 << 20])).toCompletableFuture().join();
        }

        append(completion("anna"), "lrs");

        assertThat(rows("SELECT count(*) FROM rejected")).containsExactly("15");
        assertThat(journal.sources()).containsEntry("praesidium", new SourceCounts(0, 0, 0, 20));
        journal.close();
        journal = open(new JournalBounds(10, 1_000, 1_000, 4 << 20, Duration.ZERO, Duration.ZERO));
        append(completion("ben"), "lrs");
    }

    @Test
    void aBodyThatIsOnlyCountedIsToldWhenTheJournalIsBeingClosed() {
        journal.close();

        assertThat(journal.reject("praesidium", "not JSON", Payload.of(new byte[17 << 20]))).isCompletedExceptionally();
    }
}
