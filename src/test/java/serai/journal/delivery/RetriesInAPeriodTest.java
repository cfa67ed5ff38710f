package serai.journal.delivery;

import org.junit.jupiter.api.Test;
import serai.journal.Balance;
import serai.journal.attempt.FailureClass;
import serai.journal.delivery.period.Period;
import serai.journal.delivery.period.Period.Unit;
import serai.journal.delivery.period.PeriodPages;

import java.sql.SQLException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.completion;

/** What an operator has sent again, or what stands aside otherwise, where a destination gathers a period. */
class RetriesInAPeriodTest extends PeriodDeliveryEpisode {

    @Test
    void whatIsSentAgainComesAfterTheEndOfThePeriodInAPageOfItsOwn() throws SQLException {
        append(completion("anna"), completion("bad"));
        bad.add("bad");
        itIs("2026-11-29T01:00:05Z");
        attemptAll();
        append(completion("ben"));
        bad.clear();
        itIs("2026-11-29T09:00:00Z");
        execute("UPDATE aside SET state = 'requeued', next_attempt = 0, changed_at = %s".formatted(
                clock.instant().getEpochSecond() * 1_000_000));

        attemptAll();
        assertThat(files).as("at once").containsOnlyKeys("2026-11-28");
        restart();
        attemptAll();
        assertThat(files).as("after a restart").containsOnlyKeys("2026-11-28");
        itIs("2026-11-30T01:00:05Z");
        attemptAll();

        assertThat(files).isEqualTo(Map.of("2026-11-28", List.of("anna"), "again-1", List.of("bad"), "2026-11-29",
                List.of("ben")));
        assertThat(balance()).isEqualTo(new Balance(3, 3, 0, 0, 0));
    }

    @Test
    void whatIsSentAgainStandsInNobodysWay() throws SQLException {
        append(completion("bad"), completion("anna"));
        bad.add("bad");
        itIs("2026-11-29T01:00:05Z");
        attemptAll();
        append(completion("ben"));
        execute("UPDATE aside SET state = 'requeued', next_attempt = 0, changed_at = 0");
        itIs("2026-11-30T01:00:05Z");
        bad.clear();
        down = FailureClass.UNAVAILABLE;
        clock.turn(attemptAll().orElseThrow());
        down = null;
        attemptAll();

        assertThat(given).endsWith("again-1[bad]", "2026-11-29[ben]", "again-1[bad]");
    }

    @Test
    void whatStandsAsideIsReadOncePerPeriodAndAgainAfterAnError() throws SQLException {
        append(completion("bad"));
        bad.add("bad");
        itIs("2026-11-29T01:00:05Z");
        attemptAll();
        PeriodPages pages =
                new PeriodPages(journal, "hr", new Period(Unit.DAY, LocalTime.of(2, 0), ZoneId.of("Europe/Berlin"), records),
                        clock);
        assertThat(pages.next(1, false).isEmpty()).isTrue();
        execute("UPDATE aside SET state = 'requeued', next_attempt = 0, changed_at = 0");
        assertThat(pages.next(1, false).isEmpty()).as("in the same period").isTrue();

        pages.forget();

        assertThat(pages.next(1, false).entries()).extracting(entry -> entry.record().learner().id()).containsExactly("bad");
        assertThat(pages.label()).isEqualTo("again");
    }
}
