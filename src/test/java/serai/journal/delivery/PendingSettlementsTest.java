package serai.journal.delivery;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.journal.Balance;
import serai.journal.JournalUnavailableException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** What is delivered again when the journal can't note that it was. */
class PendingSettlementsTest extends UnsettledDelivery {

    @ParameterizedTest
    @ValueSource(strings = {"state", "remembered", "givenUpTo"})
    void beginsAnewAfterItsStateCouldBeReadOnlyInPart(String query) {
        append(3);
        broken.add(query);
        delivery.attempt();
        broken.clear();

        delivery.attempt();

        assertThat(taken).hasSize(3);
    }

    @Test
    void whatCouldNotBeNotedIsNotDeliveredAgainHoweverLongThatTakes() {
        append(100);
        broken.add("settle");
        List<Duration> waits = new ArrayList<>();

        for (int i = 0; i < 40; i++) {
            Duration wait = delivery.attempt().orElseThrow();
            if (!wait.isZero()) {
                waits.add(wait);
            }
            clock.turn(wait);
        }

        assertThat(taken).as("the page that can't be noted").hasSize(PAGE).doesNotHaveDuplicates();
        assertThat(waits).startsWith(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4))
                .endsWith(Duration.ofSeconds(60));
        assertThat(delivery.progress().trouble())
                .contains("nothing has been delivered since 2026-11-22T10:00:00Z: the journal can't grow");

        broken.clear();
        finish();
        assertThat(taken).hasSize(100).doesNotHaveDuplicates();
        assertThat(journal.balances().get("hr")).isEqualTo(new Balance(100, 100, 0, 0, 0));
        assertThat(delivery.progress().trouble()).isNull();
    }

    @Test
    void isNotedInTimeThoughTheClockWasSetBackMeanwhile() {
        append(5);
        broken.add("settle");
        delivery.attempt();
        delivery.attempt();
        broken.clear();

        clock.turn(Duration.ofDays(-1));
        clock.turn(delivery.attempt().orElseThrow());
        delivery.attempt();

        assertThat(journal.balances().get("hr")).isEqualTo(new Balance(5, 5, 0, 0, 0));
    }

    @Test
    void ofAPageThatIsNotedTooLateOnlyTheNextOneIsDeliveredMeanwhile() {
        append(100);
        late = new CompletableFuture<>();
        route = (kind, records, attempt) -> {
            if (taken.size() == 2 * PAGE) {
                late.completeExceptionally(thrown);
            }
        };

        for (int i = 0; i < 10; i++) {
            clock.turn(delivery.attempt().orElseThrow());
        }
        assertThat(taken).hasSize(2 * PAGE);
        late = null;
        finish();

        assertThat(taken).hasSize(100).doesNotHaveDuplicates();
        assertThat(journal.balances().get("hr")).isEqualTo(new Balance(100, 100, 0, 0, 0));
    }

    @Test
    void whatCouldNotBeJudgedForAReadErrorIsNotDeliveredAgain() {
        append(5);
        failsFor("learner-1", 99);
        broken.add("heldCount");
        thrown = new JournalUnavailableException("the journal can't be read: disk I/O error", null);
        while (delivery.progress().trouble() == null) {
            clock.turn(delivery.attempt().orElseThrow());
        }
        int before = taken.size();

        for (int i = 0; i < 20; i++) {
            clock.turn(delivery.attempt().orElseThrow());
        }

        assertThat(taken).hasSize(before);
        broken.clear();
        delivery.attempt();
        delivery.end();
        assertThat(journal.balances().get("hr")).isEqualTo(new Balance(5, 4, 1, 0, 0));
    }

    private void failsFor(String learner, int times) {
        int[] left = {times};
        route = (kind, records, attempt) -> {
            if (left[0] > 0 && records.stream().anyMatch(record -> record.learner().id().equals(learner))) {
                left[0]--;
                throw new IllegalStateException("fails");
            }
        };
    }

    /** The journal gives it again until it is noted, whatever was in the way of that. */
    @ParameterizedTest
    @MethodSource
    void whatWasRequeuedIsNotDeliveredAgainBeforeItIsNoted(Throwable failure) throws Exception {
        append(1);
        finish();
        execute("INSERT INTO aside (destination, seq, type, state, counted, next_attempt, changed_at, "
                + "kind, received_at, json, json_sum, raw, raw_sum) "
                + "SELECT 'hr', 1, 'COURSE_COMPLETED', 'requeued', 'delivered', 0, 0, "
                + "kind, received_at, json, json_sum, raw, raw_sum FROM record WHERE seq = 1");
        taken.clear();
        broken.add(AT_ONCE);
        thrown = failure;
        clock.turn(Duration.ofMinutes(1));
        attemptWhateverComes();
        assertThat(taken).hasSize(1);

        broken.clear();
        finish();

        assertThat(taken).hasSize(1);
    }

    static Stream<Throwable> whatWasRequeuedIsNotDeliveredAgainBeforeItIsNoted() {
        return Stream.of(new OutOfMemoryError("Java heap space"), new RejectedExecutionException("shut down"));
    }
}
