package serai.alerts.signs;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.JournalReport;
import serai.journal.SourceCounts;
import serai.journal.operations.history.CounterSample;
import serai.testkit.journal.OperatedJournal;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** A source that sends twenty events an hour, from 8 to 18 on working days; then it stops. */
class SilentSourceSignTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path folder;
    private OperatedJournal serai;
    private SilentSourceSign silence;
    private long accepted;
    private long duplicates;
    private boolean sends = true;
    private boolean repeats;
    private boolean older;

    @BeforeEach
    void begin() {
        serai = new OperatedJournal(folder);
        goTo(DayOfWeek.MONDAY, 0);
        silence = silence();
    }

    @AfterEach
    void close() {
        serai.close();
    }

    private SilentSourceSign silence() {
        JournalReport journal = (JournalReport) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[]{JournalReport.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("sources");
                    return Map.of("mct", new SourceCounts(accepted, duplicates, 0, 0, 0));
                });
        return new SilentSourceSign(journal, serai.operations().history(), Duration.ofHours(2), serai.clock());
    }

    /** An hour goes by. */
    private void hour() {
        ZonedDateTime now = now();
        boolean works = now.getDayOfWeek().getValue() <= 5 && now.getHour() >= 8 && now.getHour() < 18;
        serai.clock().turn(HOUR);
        if (works && sends) {
            accepted += 20;
        } else if (works && repeats) {
            duplicates += 20;
        }
        Instant at = serai.clock().instant().truncatedTo(ChronoUnit.HOURS);
        serai.operations().noteCounters(List.of(
                new CounterSample(at, "source mct", accepted, 0, 0, Duration.ZERO, older ? 0 : accepted + duplicates)));
    }

    private ZonedDateTime now() {
        return serai.clock().instant().atZone(ZoneOffset.UTC);
    }

    private void goTo(DayOfWeek day, int hour) {
        do {
            hour();
        } while (now().getDayOfWeek() != day || now().getHour() != hour);
    }

    private void weeks(int weeks) {
        for (int week = 0; week < weeks; week++) {
            goTo(DayOfWeek.MONDAY, 0);
            assertThat(begun()).as("what is usual is not told").isEmpty();
        }
    }

    private List<AlertCondition> found() {
        List<AlertCondition> found = new ArrayList<>();
        silence.look(found::add);
        return found;
    }

    private List<AlertCondition> begun() {
        return found().stream().filter(AlertCondition::begins).toList();
    }

    @Test
    void isToldWhereEventsCameInTheSameHoursOfTheWeeksBefore() {
        weeks(3);
        goTo(DayOfWeek.TUESDAY, 10);
        found();
        sends = false;
        hour();
        assertThat(found()).as("shorter than the least").isEmpty();
        hour();
        hour();
        assertThat(found()).singleElement().satisfies(one -> {
            assertThat(one.name()).isEqualTo("source-silent/mct");
            assertThat(one.text()).startsWith("mct has sent nothing for 3 hours; in the same hours of the last weeks at least ");
        });

        silence = silence();
        assertThat(found()).as("a restart knows it by the history").hasSize(1);
        sends = true;
        hour();
        assertThat(found()).isEmpty();
    }

    @Test
    void isNotToldOfOneThatSendsWhatIsKnownAlsoAfterARestart() {
        weeks(3);
        goTo(DayOfWeek.TUESDAY, 10);
        found();
        sends = false;
        repeats = true;
        for (int hour = 0; hour < 4; hour++) {
            hour();
            assertThat(found()).isEmpty();
        }

        silence = silence();
        assertThat(found()).as("after a restart").isEmpty();
    }

    /** Such samples have no count of what was sent. */
    @Test
    void aRestartDoesNotGoByAnOlderVersionsSamplesWhereLaterOnesShowLess() {
        older = true;
        weeks(3);
        goTo(DayOfWeek.TUESDAY, 10);
        sends = false;
        older = false;
        repeats = true;
        for (int hour = 0; hour < 4; hour++) {
            hour();
        }
        duplicates++; // since the last sample

        silence = silence();
        assertThat(found()).isEmpty();
    }

    @Test
    void aRestartGoesByAnOlderVersionsSamplesWhereThereAreNoOthers() {
        older = true;
        weeks(3);
        goTo(DayOfWeek.TUESDAY, 10);
        sends = false;
        goTo(DayOfWeek.TUESDAY, 15);

        silence = silence();
        assertThat(begun()).hasSize(1);
    }

    @Test
    void isNotToldAtNightNorAtAWeekend() {
        weeks(3);
        for (int hour = 0; hour < 7 * 24; hour++) {
            hour();
            assertThat(found()).as("at %s", now()).isEmpty();
        }
    }

    @Test
    void isNotToldBeforeItIsKnownWhatIsUsual() {
        weeks(1);
        goTo(DayOfWeek.TUESDAY, 10);
        sends = false;
        found();
        for (int hour = 0; hour < 6; hour++) {
            hour();
            assertThat(begun()).isEmpty();
        }
    }

    @Test
    void isNotOverWhenTheHistoryNoLongerHasTheWeeksBefore() {
        weeks(4);
        goTo(DayOfWeek.TUESDAY, 10);
        found();
        sends = false;
        goTo(DayOfWeek.TUESDAY, 15);
        assertThat(begun()).hasSize(1);
        for (int day = 1; day <= 40; day++) {
            goTo(now().getDayOfWeek().plus(1), 15);
            assertThat(found()).as("day %s", day).isNotEmpty();
        }
        silence = silence();
        assertThat(found()).as("after a restart").isNotEmpty();
        sends = true;
        goTo(DayOfWeek.TUESDAY, 15);
        assertThat(found()).isEmpty();
    }
}
