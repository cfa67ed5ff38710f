package serai.alerts;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.alerts.signs.AlertCondition;
import serai.alerts.signs.AlertType;
import serai.alerts.signs.Sign;
import serai.journal.JournalUnavailableException;
import serai.journal.operations.JournalOperations;
import serai.journal.operations.alert.OpenAlerts;
import serai.testkit.Logged;
import serai.testkit.journal.OperatedJournal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.spy;

/** When alerts begin and end; the clock is turned. */
class AlertWatchTest {

    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
    private static final AlertCondition STOPPED =
            AlertCondition.begins(AlertType.DESTINATION_STOPPED, "lrs", "lrs has stopped", "correct it");
    private static final AlertCondition LASTS = AlertCondition.lasts(AlertType.DESTINATION_STOPPED, "lrs");

    @TempDir
    private Path folder;
    private OperatedJournal serai;
    private final List<String> told = new ArrayList<>();
    private final Set<AlertType> wanted = EnumSet.allOf(AlertType.class);
    private final AlertWatch.Told reader = new AlertWatch.Told() {

        @Override
        public boolean wants(AlertType type) {
            return wanted.contains(type);
        }

        @Override
        public void tell(AlertEvent event) {
            told.add(event.toString());
        }
    };
    private List<AlertCondition> found = List.of();
    private AlertWatch watch;

    @BeforeEach
    void begin() {
        serai = new OperatedJournal(folder);
        watch = watch();
    }

    @AfterEach
    void close() {
        serai.close();
    }

    private AlertWatch watch() {
        return watch(serai.operations().alerts(), to -> found.forEach(to));
    }

    private AlertWatch watch(OpenAlerts open, Sign sign) {
        return new AlertWatch(List.of(sign), open, Duration.ofMinutes(1), Duration.ofMinutes(5), serai.clock(), "journal", reader);
    }

    private void lookFor(Duration time, AlertWatch... watches) {
        for (long left = time.toSeconds(); left >= 0; left -= TEN_SECONDS.toSeconds()) {
            for (AlertWatch one : watches) {
                one.look(null);
            }
            serai.clock().turn(TEN_SECONDS);
        }
    }

    @Test
    void isToldOnceWhenItLastsAndOnceWhenItIsOver() {
        found = List.of(STOPPED);
        lookFor(Duration.ofSeconds(40), watch);
        assertThat(told).as("not yet").isEmpty();
        lookFor(Duration.ofHours(1), watch);
        assertThat(told).containsExactly("destination-stopped/lrs begun");

        found = List.of();
        lookFor(Duration.ofMinutes(4), watch);
        assertThat(told).hasSize(1);
        lookFor(Duration.ofHours(1), watch);
        assertThat(told).containsExactly("destination-stopped/lrs begun", "destination-stopped/lrs ended");
    }

    @Test
    void doesNotFlap() {
        for (int i = 0; i < 30; i++) {
            found = i % 2 == 0 ? List.of(STOPPED) : List.of();
            lookFor(Duration.ofSeconds(30), watch);
        }
        assertThat(told).as("it never lasts").isEmpty();

        found = List.of(STOPPED);
        lookFor(Duration.ofMinutes(2), watch);
        for (int i = 0; i < 30; i++) {
            found = i % 2 == 0 ? List.of() : List.of(STOPPED);
            lookFor(Duration.ofMinutes(2), watch);
        }
        assertThat(told).as("it is never over for long").hasSize(1);
    }

    @Test
    void isNotOverUntilItIsWellBelow() {
        found = List.of(LASTS);
        lookFor(Duration.ofHours(1), watch);
        assertThat(told).isEmpty();
        found = List.of(STOPPED);
        lookFor(Duration.ofMinutes(2), watch);
        found = List.of(LASTS);
        lookFor(Duration.ofHours(1), watch);
        assertThat(told).containsExactly("destination-stopped/lrs begun");
    }

    @Test
    void aRestartTellsNothingAgainAndStillTellsTheEnd() {
        found = List.of(STOPPED);
        lookFor(Duration.ofMinutes(2), watch);
        AlertWatch restarted = watch();
        lookFor(Duration.ofHours(1), restarted);
        assertThat(told).hasSize(1);

        found = List.of();
        lookFor(Duration.ofMinutes(10), watch());
        assertThat(told).containsExactly("destination-stopped/lrs begun", "destination-stopped/lrs ended");
    }

    @Test
    void ofTwoInstancesOneTells() {
        try (JournalOperations beside = JournalOperations.open(folder.resolve("journal.db"), serai.clock())) {
            AlertWatch other = watch(beside.alerts(), to -> found.forEach(to));
            found = List.of(STOPPED);
            lookFor(Duration.ofMinutes(20), watch, other);
            assertThat(told).containsExactly("destination-stopped/lrs begun");
            found = List.of();
            lookFor(Duration.ofMinutes(20), other, watch);
            assertThat(told).hasSize(2);
        }
    }

    @Test
    void whatCanNotLookEndsNothing() {
        List<AlertCondition> both = new ArrayList<>(List.of(STOPPED));
        boolean[] fails = new boolean[1];
        AlertWatch two = watch(serai.operations().alerts(), to -> {
            if (fails[0]) {
                throw new IllegalStateException("no disk");
            }
            both.forEach(to);
        });
        lookFor(Duration.ofMinutes(2), two);
        fails[0] = true;
        both.clear();
        try (Logged log = new Logged()) {
            lookFor(Duration.ofMinutes(10), two);
            assertThat(told).hasSize(1);
            assertThat(log.lines().filter(line -> line.contains("no disk"))).hasSize(1);
        }
        fails[0] = false;
        lookFor(Duration.ofMinutes(10), two);
        assertThat(told).containsExactly("destination-stopped/lrs begun", "destination-stopped/lrs ended");
    }

    @Test
    void beginsNothingThatNoRouteWants() {
        wanted.clear();
        found = List.of(STOPPED);
        lookFor(Duration.ofMinutes(10), watch);
        assertThat(told).isEmpty();
        wanted.add(AlertType.DESTINATION_STOPPED);
        lookFor(Duration.ofMinutes(10), watch);
        assertThat(told).as("a route that comes later is told what lasts").containsExactly("destination-stopped/lrs begun");
    }

    @Test
    void tellsWithoutTheJournalWhatIsFoundWithoutIt() throws Exception {
        AlertWatch restarted = watch();
        alter("ALTER TABLE alert RENAME TO away");
        lookFor(Duration.ofMinutes(20), watch);
        assertThat(told).containsExactly("journal-unavailable/journal begun");
        found = List.of(STOPPED);
        lookFor(Duration.ofMinutes(20), watch);
        assertThat(told).containsExactly("journal-unavailable/journal begun", "destination-stopped/lrs begun");

        alter("ALTER TABLE away RENAME TO alert");
        lookFor(Duration.ofMinutes(20), watch, restarted);
        assertThat(told).as("told once, and noted").hasSize(3).endsWith("journal-unavailable/journal ended");
        found = List.of();
        lookFor(Duration.ofMinutes(20), restarted, watch);
        assertThat(told).hasSize(4).endsWith("destination-stopped/lrs ended");
    }

    @Test
    void anEndWhoseAnswerWasLostIsToldAllTheSame() {
        OpenAlerts losing = spy(serai.operations().alerts());
        doAnswer(call -> {
            call.callRealMethod();
            throw new JournalUnavailableException("the connection is gone", null);
        }).doCallRealMethod().when(losing).end("destination-stopped/lrs");
        AlertWatch one = watch(losing, to -> found.forEach(to));
        found = List.of(STOPPED);
        lookFor(Duration.ofMinutes(2), one);
        found = List.of();
        lookFor(Duration.ofMinutes(10), one);
        assertThat(told).containsExactly("destination-stopped/lrs begun", "destination-stopped/lrs ended");
    }

    @Test
    void whatCanNotReadTheJournalKeepsNoOtherSignFromBeingTold() {
        AlertWatch two = new AlertWatch(List.of(to -> {
            throw new JournalUnavailableException("no database", null);
        }, to -> found.forEach(to)), serai.operations().alerts(), Duration.ofMinutes(1), Duration.ofMinutes(5), serai.clock(),
                "journal", reader);
        found = List.of(STOPPED);
        lookFor(Duration.ofMinutes(20), two);
        assertThat(told).containsExactlyInAnyOrder("destination-stopped/lrs begun", "journal-unavailable/journal begun");
    }

    private void alter(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + serai.file());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
