package serai.journal.delivery.period;

import org.junit.jupiter.api.Test;
import serai.journal.JournalReport;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class PageNameTest {

    private final Map<String, String> remembered = new HashMap<>();

    private String deliver(String label) {
        PageName name = PageName.next(label, remembered);
        remembered.putAll(name.toRemember());
        return name.text();
    }

    @Test
    void isThatOfItsPeriodAndHasANumberFromTheSecondPartOn() {
        assertThat(deliver("2026-11-27")).isEqualTo("2026-11-27");
        assertThat(deliver("2026-11-28")).isEqualTo("2026-11-28");
        assertThat(deliver("2026-11-28")).isEqualTo("2026-11-28-2");
        assertThat(deliver("2026-11-28")).isEqualTo("2026-11-28-3");
        assertThat(deliver("2026-11-29")).isEqualTo("2026-11-29");
    }

    @Test
    void staysTheSameUntilItsPageIsDelivered() {
        deliver("2026-11-28");

        assertThat(PageName.next("2026-11-28", remembered)).isEqualTo(PageName.next("2026-11-28", remembered));
    }

    @Test
    void isNeverOneThatWasThereBeforeThoughTheClockGoesBackOrHoursBecomeDays() {
        Set<String> names = new HashSet<>();
        for (String label : new String[]{"2026-11-28", "2026-11-27", "2026-11-28", "2026-11-28T05", "2026-11-28", "2026-11-29",
                "2026-11-28T06", PageName.AGAIN, "2026-11-29", PageName.AGAIN}) {
            assertThat(names.add(deliver(label))).as("%s, after %s", label, names).isTrue();
        }
        assertThat(names).contains("2026-11-28", "2026-11-28-2", "again-1", "again-2");
    }

    /** Of a record that was received just before midnight and appended behind one of the next day. */
    @Test
    void isNotThereTwiceAfterARestoreThoughALabelGoesBackOverTheLastDayThatIsMarked() {
        remembered.put(JournalReport.RESTORED, "20261120T103000000Z");
        Set<String> names = new HashSet<>();
        for (String label : new String[]{"2026-11-22", "2026-11-21", "2026-11-22", "2026-11-21", "2026-11-23"}) {
            assertThat(names.add(deliver(label))).as("%s, after %s", label, names).isTrue();
        }
    }

    @Test
    void isMarkedAfterARestoreWhereItMayHaveBeenUsedSinceTheBackup() {
        deliver("2026-11-27");
        remembered.put(JournalReport.RESTORED, "20261129T103000000Z");

        assertThat(deliver("2026-11-28")).isEqualTo("2026-11-28-restored-20261129T103000000Z");
        assertThat(deliver("2026-11-28")).isEqualTo("2026-11-28-2-restored-20261129T103000000Z");
        assertThat(deliver(PageName.AGAIN)).isEqualTo("again-1-restored-20261129T103000000Z");
        assertThat(deliver("2026-12-01")).isEqualTo("2026-12-01");
    }
}
