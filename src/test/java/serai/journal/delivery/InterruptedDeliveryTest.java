package serai.journal.delivery;

import org.junit.jupiter.api.Test;
import serai.testkit.journal.SimulatedCrash;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is delivered again when code fails between two steps, and after a crash. */
class InterruptedDeliveryTest extends UnsettledDelivery {

    @Test
    void anErrorBetweenTwoStepsEndsNothingAndWhatWasFoundOutIsNoted() {
        append(3 * PAGE);
        broken.add("settle");
        thrown = new IllegalStateException("a bug");
        delivery.attempt();
        clock.turn(delivery.attempt().orElseThrow());
        broken.clear();
        broken.add("held");
        thrown = new Error("of somebody's own");

        assertThatThrownBy(delivery::attempt).isSameAs(thrown);
        broken.clear();
        finish();

        assertThat(taken).hasSize(3 * PAGE).doesNotHaveDuplicates();
        assertThat(journal.balances().get("hr").delivered()).isEqualTo(3 * PAGE);
    }

    @Test
    void anErrorOfTheRoutesIsAFailureAndTheNextAttemptDelivers() {
        append(3);
        boolean[] failed = new boolean[1];
        route = (kind, records, attempt) -> {
            if (!failed[0]) {
                failed[0] = true;
                throw new OutOfMemoryError("Java heap space");
            }
        };

        clock.turn(delivery.attempt().orElseThrow());
        delivery.end();
        assertThat(journal.state("hr").orElseThrow().failure()).isEqualTo("OutOfMemoryError");
        finish();

        assertThat(journal.balances().get("hr").delivered()).isEqualTo(3);
    }

    @Test
    void anInterruptThatAStepLeavesBehindIsNotLeftToWhatComesNext() {
        append(1);
        route = (kind, records, attempt) -> Thread.currentThread().interrupt();

        delivery.attempt();

        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void whatCameBeforeACrashComesAgainAsARepeatThoughTheBatchesAreSmallerByThen() {
        append(PAGE);
        delivery.attempt();
        delivery.end();
        append(10 * PAGE);
        late = new CompletableFuture<>();
        delivery.attempt();
        route = (kind, records, attempt) -> {
            if (taken.size() == 3 * PAGE) {
                throw new SimulatedCrash("with two pages that were not noted");
            }
        };
        assertThatThrownBy(delivery::attempt).isInstanceOf(SimulatedCrash.class);
        route = (kind, records, attempt) -> {};
        Set<String> given = new HashSet<>(taken);
        taken.clear();
        repeats.clear();
        late = null;

        delivery = delivery(1);
        delivery.attempt();
        delivery.attempt();
        delivery.end(); // noted with the smaller size, and crashed again
        delivery = delivery(1);
        finish();

        List<String> falselyFirst = new ArrayList<>();
        for (int i = 0; i < taken.size(); i++) {
            if (given.contains(taken.get(i)) && !repeats.get(i)) {
                falselyFirst.add(taken.get(i));
            }
        }
        assertThat(falselyFirst).as("given before, and told as first attempts").isEmpty();
        assertThat(repeats).as("and others are first attempts").contains(false);
    }

    @Test
    void withoutASettlementEverythingThatStandsThereIsARepeat() throws Exception {
        append(50);
        delivery.attempt();
        execute("UPDATE destination SET given_up_to = NULL, ahead = NULL");

        delivery = delivery(1);
        finish();

        assertThat(repeats).containsOnly(true);
    }
}
