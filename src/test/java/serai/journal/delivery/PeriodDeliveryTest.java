package serai.journal.delivery;

import org.junit.jupiter.api.Test;
import serai.journal.Balance;
import serai.journal.attempt.FailureClass;
import serai.model.LearningRecord;

import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.completion;
import static serai.testkit.Records.login;

class PeriodDeliveryTest extends PeriodDeliveryEpisode {

    @Test
    void givesNothingBeforeThePeriodIsOverAndThenAllOfItAtOnce() {
        append(completion("anna"), login("ben"));
        itIs("2026-11-28T23:30:00Z"); // another day in UTC and in Berlin
        append(completion("cleo"));

        assertThat(attemptAll()).hasValue(Duration.between(clock.instant(), NIGHT));
        assertThat(given).isEmpty();

        itIs("2026-11-29T01:00:05Z");
        attemptAll();

        assertThat(files).isEqualTo(Map.of("2026-11-28", List.of("anna", "ben", "cleo")));
        assertThat(balance()).isEqualTo(new Balance(3, 3, 0, 0, 0));
    }

    @Test
    void whatIsReceivedAfterTheEndComesWithTheNextPeriod() {
        append(completion("anna"));
        itIs("2026-11-29T01:00:00Z");
        append(completion("ben"));
        itIs("2026-11-29T01:00:05Z");

        assertThat(attemptAll()).hasValue(Duration.ofDays(1));
        assertThat(files).isEqualTo(Map.of("2026-11-28", List.of("anna")));

        itIs("2026-11-30T01:00:05Z");
        attemptAll();
        assertThat(files).containsEntry("2026-11-29", List.of("ben"));
    }

    @Test
    void waitsThroughRestartsAndMakesNoPageWhereNothingCame() {
        append(completion("anna"));
        attemptAll();
        restart();
        attemptAll();
        assertThat(given).isEmpty();

        itIs("2026-12-02T05:00:00Z");
        attemptAll();
        attemptAll();
        assertThat(given).containsExactly("2026-11-28[anna]");
    }

    @Test
    void eachPeriodHasAPageOfItsOwnThoughSeveralHavePassed() {
        append(completion("anna"));
        itIs("2026-11-29T10:00:00Z");
        append(completion("ben"));
        itIs("2026-12-03T10:00:00Z");
        append(completion("cleo"));

        attemptAll();

        assertThat(files).isEqualTo(Map.of("2026-11-28", List.of("anna"), "2026-11-29", List.of("ben")));
    }

    @Test
    void theWholePageIsTriedAgainUnderItsNameWhileTheDestinationFails() {
        append(completion("anna"), completion("ben"));
        itIs("2026-11-29T01:00:05Z");
        down = FailureClass.UNAVAILABLE;
        for (int i = 0; i < 5; i++) {
            clock.turn(attemptAll().orElseThrow());
        }
        itIs("2026-11-30T10:00:00Z"); // the next period has ended meanwhile
        append(completion("cleo"));
        clock.turn(attemptAll().orElseThrow());
        down = null;
        attemptAll();

        assertThat(given).hasSize(7).containsOnly("2026-11-28[anna, ben]");
        assertThat(balance()).isEqualTo(new Balance(3, 2, 1, 0, 0));
    }

    @Test
    void aPageThatArrivedWithoutThatBeingStoredIsReplacedByItself() {
        append(completion("anna"), completion("ben"));
        itIs("2026-11-29T01:00:05Z");
        down = FailureClass.UNAVAILABLE;
        failsAfterwards = true;
        attemptAll();
        append(completion("cleo"));
        itIs("2026-11-30T01:00:10Z");
        down = null;
        restart();
        attemptAll();

        assertThat(files).isEqualTo(Map.of("2026-11-28", List.of("anna", "ben"), "2026-11-29", List.of("cleo")));
        assertThat(balance()).isEqualTo(new Balance(3, 3, 0, 0, 0));
    }

    @Test
    void moreThanAPageHoldsComesInFurtherParts() {
        records = 1_500;
        delivery = delivery();
        append(IntStream.range(0, 3_100).mapToObj(i -> completion("learner-" + i)).toArray(LearningRecord[]::new));
        itIs("2026-11-29T01:00:05Z");

        attemptAll();

        assertThat(files.keySet()).containsExactly("2026-11-28", "2026-11-28-2", "2026-11-28-3");
        assertThat(files.values()).extracting(List::size).containsExactly(1_500, 1_500, 100);
        assertThat(balance()).isEqualTo(new Balance(3_100, 3_100, 0, 0, 0));
    }

    @Test
    void aRecordFromBeforeTheClockWasSetBackDoesNotBlockTheOthers() {
        itIs("2036-01-01T00:00:00Z");
        append(completion("anna"));
        itIs("2026-11-28T10:00:00Z");
        append(completion("ben"));
        attemptAll();
        itIs("2026-11-29T01:00:05Z");
        attemptAll();

        assertThat(files).isEqualTo(Map.of("2026-11-27", List.of("anna"), "2026-11-28", List.of("ben")));
    }

    @Test
    void aRecordThatWaitsForItsPeriodIsNotLate() {
        append(completion("anna"));
        attemptAll();
        Instant received = clock.instant();
        itIs("2026-11-28T20:00:00Z");

        assertThat(delivery.progress().waitsUntil()).isEqualTo(NIGHT);
        assertThat(delivery.progress().lag(received)).isZero();

        itIs("2026-11-29T01:00:05Z");
        down = FailureClass.UNAVAILABLE;
        attemptAll();
        clock.turn(Duration.ofMinutes(10));

        assertThat(delivery.progress().waitsUntil()).isNull();
        assertThat(delivery.progress().lag(received)).isEqualTo(Duration.ofMinutes(10));
    }

    /** What is just being appended belongs to the day that has just ended. */
    @Test
    void waitsSomeSecondsLongerForWhatIsJustBeingAppended() {
        append(completion("a"));
        itIs("2026-11-29T01:00:04Z");

        assertThat(attemptAll()).contains(Duration.ofSeconds(1));
        assertThat(given).isEmpty();

        itIs("2026-11-29T01:00:05Z");
        attemptAll();
        assertThat(given).containsExactly("2026-11-28[a]");
    }

    @Test
    void deliversWhatStandsBeforeADamagedRecord() throws Exception {
        append(completion("a"), completion("b"), completion("c"));
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"))) {
            connection.createStatement().execute("UPDATE record_batch SET body = zeroblob(length(body)) WHERE base_seq = 2");
        }
        itIs("2026-11-29T01:00:05Z");

        attempt();

        assertThat(files).containsOnly(Map.entry("2026-11-28", List.of("a")));
    }

    /** A part of a large day takes a hundred megabytes. */
    @Test
    void keepsNothingOfAPartInMemoryWhileItGivesTheNextOne() {
        records = 2;
        List<WeakReference<LearningRecord>> parts = new ArrayList<>();
        List<Boolean> freed = new ArrayList<>();
        looks = batch -> {
            if (!parts.isEmpty()) {
                freed.add(isFreed(parts.get(parts.size() - 1)));
            }
            parts.add(new WeakReference<>(batch.get(0)));
        };
        restart();
        append(completion("a"), completion("b"), completion("c"), completion("d"), completion("e"));
        clock.turn(Duration.between(clock.instant(), NIGHT));

        while (delivery.attempt().map(Duration::isZero).orElse(false)) {
            assertThat(parts.size()).isLessThan(5);
        }

        assertThat(freed).containsExactly(true, true);
    }

    private static boolean isFreed(WeakReference<?> object) {
        for (int i = 0; i < 20 && object.get() != null; i++) {
            System.gc();
        }
        return object.get() == null;
    }
}
