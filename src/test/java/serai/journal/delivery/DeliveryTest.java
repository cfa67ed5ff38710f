package serai.journal.delivery;

import org.junit.jupiter.api.Test;
import serai.journal.Balance;
import serai.journal.attempt.Latencies;
import serai.journal.attempt.LatencyCounts;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.completion;
import static serai.testkit.Records.login;

/** What a destination is given, in which pages, and as repeats of what; where its cursor then stands. */
class DeliveryTest extends DeliveryOfPages {

    @Test
    void handsEachKindOfAPageOverInOneExchange() {
        append(completion("anna"), login("ben"), completion("cleo"));

        attempt();

        assertThat(taken).extracting(one -> one.key().type()).containsExactly("COURSE_COMPLETED", "LOGGED_IN");
        assertThat(taken).extracting(Taken::learners).containsExactly(List.of("anna", "cleo"), List.of("ben"));
        assertThat(journal.balances().get("lrs")).isEqualTo(new Balance(3, 3, 0, 0, 0));
    }

    @Test
    void countsHowLongEachRecordTookThatWasDelivered() {
        LatencyCounts counts = new LatencyCounts();
        delivery.progress().timedBy(counts::add);
        append(completion("anna"), completion("ben"));
        failure = new IOException("refused");
        attempt();
        assertThat(counts.now()).isEqualTo(Latencies.NONE);

        failure = null;
        clock.turn(FIRST);
        attempt();
        assertThat(counts.now().percentile(99).orElseThrow().toMillis()).isBetween(9_000L, 11_000L);
        assertThat(counts.now().counts().values()).containsExactly(2L);
    }

    @Test
    void keepsTheCursorWhileTheDestinationFails() {
        append(completion("anna"), completion("ben"));
        failure = new IOException("refused");

        assertThat(attempt()).hasValue(FIRST);

        assertThat(journal.state("lrs")).hasValueSatisfying(state -> {
            assertThat(state.cursor()).isZero();
            assertThat(state.failures()).isEqualTo(1);
            assertThat(state.failure()).isEqualTo("IOException: refused");
        });
        assertThat(journal.remembered("lrs")).isEmpty();
        assertThat(journal.balances().get("lrs")).isEqualTo(new Balance(2, 0, 2, 0, 0));
    }

    @Test
    void marksEveryAttemptButAPagesFirstAsRepeat() {
        append(completion("anna"));
        attempt(); // the first after a start is a repeat
        append(completion("ben"));
        failure = new IOException("refused");
        clock.turn(attempt().orElseThrow());
        failure = null;
        attempt();
        append(completion("cleo"));
        attempt();

        assertThat(taken).extracting(Taken::learners)
                .containsExactly(List.of("anna"), List.of("ben"), List.of("ben"), List.of("cleo"));
        assertThat(taken).extracting(Taken::repeat).containsExactly(true, false, true, false);
    }

    @Test
    void aDropHoldsThoughThePageWasReadBefore() throws SQLException {
        append(completion("anna"), completion("ben"), completion("cleo"), completion("dora"));
        attempt(); // dora is read ahead
        execute("INSERT INTO aside (destination, seq, type, state, counted, changed_at) "
                + "VALUES ('lrs', 4, 'COURSE_COMPLETED', 'dropped', 'dropped', 0)");
        execute("UPDATE destination SET pending = pending - 1, dropped = dropped + 1");

        attempt();

        assertThat(journal.balances().get("lrs")).isEqualTo(new Balance(4, 3, 0, 0, 1));
    }

    @Test
    void theFirstPageAfterAStartIsARepeatWhateverWasRequeuedBefore() throws SQLException {
        append(completion("anna"));
        attempt();
        append(completion("ben"));
        execute("INSERT INTO aside (destination, seq, type, state, counted, next_attempt, changed_at, "
                + "kind, received_at, json, json_sum, raw, raw_sum) "
                + "SELECT 'lrs', 1, 'COURSE_COMPLETED', 'requeued', 'delivered', 0, 0, "
                + "kind, received_at, json, json_sum, raw, raw_sum FROM record WHERE seq = 1");
        delivery = delivery();
        taken.clear();

        attempt();
        attempt();

        assertThat(taken).extracting(Taken::learners).containsExactly(List.of("anna"), List.of("ben"));
        assertThat(taken).extracting(Taken::repeat).containsExactly(true, true);
    }

    @Test
    void passesOverWhatIsForOthers() {
        for (int i = 0; i < 10; i++) {
            journal.append(completion("learner-" + i), Set.of("archive")).toCompletableFuture().join();
        }
        append(completion("anna"));
        for (Optional<Duration> wait = attempt(); wait.isPresent(); wait = attempt()) {
            assertThat(wait).hasValue(Duration.ZERO);
        }

        assertThat(taken).extracting(Taken::learners).containsExactly(List.of("anna"));
    }

    @Test
    void goesOnWhereItStoodAfterARestart() {
        append(completion("anna"), completion("ben"), completion("cleo"), completion("dora"));
        attempt();
        journal.close();
        start();

        attempt();

        assertThat(taken).extracting(Taken::learners)
                .containsExactly(List.of("anna", "ben", "cleo"), List.of("dora"));
        assertThat(taken.get(1).repeat()).isTrue();
        assertThat(journal.remembered("lrs")).containsEntry("seen", "dora");
    }

    @Test
    void anErrorOfARouteIsAFailureToo() {
        append(completion("anna"));
        failure = new IllegalStateException("broken", new StackOverflowError());

        assertThat(attempt()).hasValue(FIRST);
        assertThat(journal.balances().get("lrs").pending()).isEqualTo(1);
    }
}
