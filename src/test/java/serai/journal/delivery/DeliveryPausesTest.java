package serai.journal.delivery;

import org.junit.jupiter.api.Test;
import serai.journal.Balance;
import serai.model.LearningRecord;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.completion;

/** How long a delivery waits: after failures, and for more records behind a page. */
class DeliveryPausesTest extends DeliveryOfPages {

    @Test
    void waitsTwiceAsLongAfterEachFailureUpToTheCeiling() {
        append(completion("anna"));
        failure = new IOException("refused");
        List<Duration> waits = new ArrayList<>();

        for (int i = 0; i < 5; i++) {
            Duration wait = attempt().orElseThrow();
            waits.add(wait);
            assertThat(attempt()).as("not due yet").hasValue(wait);
            clock.turn(wait);
        }

        assertThat(waits).extracting(Duration::toSeconds).containsExactly(10L, 20L, 40L, 60L, 60L);
        assertThat(taken).hasSize(5);
    }

    @Test
    void waitsOutAStoredBackOffAfterARestartButNeverLongerThanTheCeiling() {
        append(completion("anna"));
        failure = new IOException("refused");
        attempt();
        clock.turn(Duration.ofDays(-1));

        assertThat(delivery().attempt()).as("the clock was set back by a day").hasValue(Duration.ofSeconds(60));
    }

    @Test
    void isTriedThoughTheClockWasSetBackByADay() {
        append(completion("anna"));
        failure = new IOException("refused");
        attempt();
        failure = null;
        clock.turn(Duration.ofDays(-1));

        clock.turn(attempt().orElseThrow());
        attempt();

        assertThat(journal.balances().get("lrs")).isEqualTo(new Balance(1, 1, 0, 0, 0));
    }

    @Test
    void losesNothingWhereAnOperatorResumesRightAfterAFailure() throws SQLException {
        append(completion("anna"), completion("ben"), completion("cleo"), completion("dora")); // two pages
        failure = new IOException("refused");
        attempt();
        failure = null;
        taken.clear();
        execute("UPDATE destination SET failures = 0, next_attempt = NULL");

        attempt();
        attempt();

        assertThat(taken).extracting(Taken::learners)
                .containsExactly(List.of("anna", "ben", "cleo"), List.of("dora"));
    }

    @Test
    void waitsForMoreBehindAPageOfMany() {
        delivery = delivery(100);
        append(completions(16));

        assertThat(attempt()).hasValue(Duration.ofMillis(100));

        assertThat(taken).singleElement().satisfies(one -> assertThat(one.learners()).hasSize(16));
    }

    @Test
    void waitsForNothingBehindAPageOfFew() {
        delivery = delivery(100);
        append(completions(15));

        assertThat(attempt()).hasValue(Duration.ZERO);
    }

    @Test
    void waitsForNothingWhereMoreIsThere() {
        delivery = delivery(100);
        append(completions(101));

        assertThat(attempt()).hasValue(Duration.ZERO);
    }

    @Test
    void waitsForNothingWhereAPageHasTakenItsTime() {
        delivery = delivery(100);
        append(completions(16));
        turning = Duration.ofMillis(101);

        assertThat(attempt()).hasValue(Duration.ZERO);
    }

    private static LearningRecord[] completions(int count) {
        return IntStream.range(0, count).mapToObj(i -> completion("learner-" + i)).toArray(LearningRecord[]::new);
    }
}
