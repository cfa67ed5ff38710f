package serai.journal.sql.write;

import org.junit.jupiter.api.Test;
import serai.journal.JournalUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;

/** Which writes may wait, and for how long each counts against the bound. */
class WriteQueueTest {

    private static final Write<Void> NOTHING = transaction -> null;

    private final WriteQueue queue = new WriteQueue("the journal", 2);

    @Test
    void refusesAnAppendBeyondItsBoundAndNoneOfSeraisOwnWrites() {
        queue.offer(NOTHING);
        queue.offer(NOTHING);

        assertThat(queue.offer(NOTHING)).isNull();
        assertThat(queue.refuse()).hasMessageContaining("the journal has 2 appends waiting");
        assertThat(queue.addOurs(NOTHING)).isNotNull();
        assertThat(queue.refused()).isEqualTo(1);
    }

    @Test
    void countsAnAppendUntilItsCallerIsTold() {
        queue.offer(NOTHING);
        queue.offer(NOTHING);

        var group = queue.nextGroup();
        assertThat(queue.waiting()).isEqualTo(2);
        group.get(0).committed();
        group.get(1).failed(new JournalUnavailableException("the disk is gone", null));

        assertThat(queue.waiting()).isZero();
        assertThat(queue.offer(NOTHING)).isNotNull();
    }

    @Test
    void isFullFromARefusalUntilNoMoreThanHalfOfTheBoundWaits() {
        queue.offer(NOTHING);
        queue.offer(NOTHING);
        queue.refuse();

        var group = queue.nextGroup();
        assertThat(queue.full()).as("the writer has them all, and none is acknowledged").contains("has not caught up yet");
        group.get(0).committed();

        assertThat(queue.full()).isNull();
    }

    @Test
    void isNotFullWhenAllHaveLeftBeforeTheRefusalIsNoted() {
        queue.refuse();

        assertThat(queue.full()).isNull();
    }

    @Test
    void givesNoMoreThanAThousandWritesToOneCommit() {
        for (int i = 0; i < 1_001; i++) {
            queue.addOurs(NOTHING);
        }

        assertThat(queue.nextGroup()).hasSize(1_000);
        assertThat(queue.nextGroup()).hasSize(1);
    }

    @Test
    void failsAllThatWait() {
        var one = queue.offer(NOTHING).done().toCompletableFuture();
        var other = queue.addOurs(NOTHING).done().toCompletableFuture();

        queue.failAll(new JournalUnavailableException("the journal is being closed", null));

        assertThat(one).isCompletedExceptionally();
        assertThat(other).isCompletedExceptionally();
        assertThat(queue.nextGroup()).isEmpty();
        assertThat(queue.waiting()).isZero();
    }
}
