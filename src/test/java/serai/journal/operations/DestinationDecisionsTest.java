package serai.journal.operations;

import org.junit.jupiter.api.Test;
import serai.journal.Balance;
import serai.journal.DestinationReport;
import serai.journal.JournalUnavailableException;
import serai.journal.attempt.FailureClass;
import serai.testkit.Records;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static serai.testkit.Records.completion;

/** Destinations that are resumed or dropped, and the journal that tells of them. */
class DestinationDecisionsTest extends DecisionsOfOperators {

    @Test
    void aStoppedDestinationIsTriedAtOnceAfterResume() {
        lrs.failsEverything(FailureClass.MISCONFIGURED);
        serai.append(completion("anna"), "lrs");
        serai.runFor(A_MOMENT);
        assertThat(serai.operations().destinations().reports().get(0).state().stopped()).isEqualTo(FailureClass.MISCONFIGURED);
        lrs.isMended();

        serai.operations().destinations().resume("lrs", false);
        serai.runFor(A_MOMENT);

        assertThat(serai.balance("lrs")).isEqualTo(new Balance(1, 1, 0, 0, 0));
        assertThatThrownBy(() -> serai.operations().destinations().resume("lrs", false)).hasMessageContaining("has no failure");
        assertThatThrownBy(() -> serai.operations().destinations().resume("lsr", false))
                .hasMessage("the journal has no destination 'lsr'; it has lrs");
    }

    @Test
    void tenThatReallyAreBadAreRefusedAndTheRestFlows() {
        for (int i = 0; i < 12; i++) {
            serai.append(completion("bad-" + i), "lrs");
            lrs.fails(FailureClass.REFUSED, "bad-" + i);
            serai.runFor(A_MOMENT);
        }
        serai.append(completion("good"), "lrs");
        serai.runFor(A_MOMENT);
        assertThat(serai.balance("lrs")).isEqualTo(new Balance(13, 0, 13, 0, 0));

        int refused = serai.operations().destinations().resume("lrs", true);

        assertThat(serai.balance("lrs")).isEqualTo(new Balance(13, 0, 13 - refused, refused, 0));
        assertThat(refused).isEqualTo(9);
        serai.runFor(Duration.ofMinutes(2));
        assertThat(serai.balance("lrs")).isEqualTo(new Balance(13, 1, 0, 12, 0));
        assertThat(lrs.taken()).containsExactly("good");
    }

    @Test
    void aDestinationThatIsGivenUpHasNothingPendingAndEveryRecordItsReason() {
        isRefused("anna", "ben");
        lrs.failsEverything(FailureClass.UNAVAILABLE);
        for (int i = 0; i < 20; i++) {
            serai.append(completion("learner-" + i), "lrs");
        }
        serai.runFor(A_MOMENT);
        serai.operations().deadLetters().retry(List.of(id("lrs-2")), serai.atOnce());

        assertThat(serai.operations().destinations().drop("lrs", "no longer licensed")).isEqualTo(20);

        assertThat(serai.balance("lrs")).isEqualTo(new Balance(23, 1, 0, 2, 20));
        assertThat(listed(DeadLetterFilter.ALL)).containsExactly("lrs-1 dead", "lrs-2 dead");
        assertThat(serai.text("SELECT DISTINCT why FROM aside WHERE state = 'dropped'")).isEqualTo("no longer licensed");
        DestinationReport report = serai.operations().destinations().reports().get(0);
        assertThat(report.state().isTroubled()).isFalse();
        assertThat(report.oldestArrived()).isNull();
        lrs.isMended();
        serai.append(completion("later"), "lrs");
        serai.runFor(Duration.ofMinutes(1));
        assertThat(serai.balance("lrs")).as("what delivers finds the cursor moved").isEqualTo(new Balance(24, 2, 0, 2, 20));
    }

    @Test
    void whatTheRouterHasSentOnIsNoLongerDroppedWithTheUnrouted() {
        serai.append(completion("anna"), "archive", "unrouted");
        serai.append(completion("ben"), "unrouted");
        serai.operations().unrouted().reroute(
                record -> Set.of(record.learner().id().equals("anna") ? "lrs" : "unrouted"), true);

        assertThat(serai.operations().destinations().drop("unrouted", "gone")).isOne();

        assertThat(serai.balance("unrouted")).isEqualTo(new Balance(1, 0, 0, 0, 1));
        assertThat(serai.balance("lrs")).isEqualTo(new Balance(1, 0, 1, 0, 0));
    }

    @Test
    void aDestinationGivenUpWhileAPageIsUnderWayStaysGivenUp() {
        serai.append(completion("anna"), "lrs");
        lrs.meanwhile(() -> serai.operations().destinations().drop("lrs", "gone"));

        serai.runFor(Duration.ofMinutes(1));
        serai.append(completion("ben"), "lrs");
        serai.runFor(Duration.ofMinutes(1));

        assertThat(serai.balance("lrs")).isEqualTo(new Balance(2, 1, 0, 0, 1));
    }

    @Test
    void theOldestPendingRecordIsTheOneThatHasWaitedForLongest() {
        lrs.fails(FailureClass.UNAVAILABLE, "anna");
        for (String learner : List.of("first", "anna", "ben", "cleo")) {
            serai.append(completion(learner), "lrs");
        }
        assertThat(serai.operations().destinations().reports().get(0).oldest()).isOne();
        serai.runFor(Duration.ofSeconds(10));
        serai.append(completion("dora"), "lrs");

        DestinationReport report = serai.operations().destinations().reports().get(0);

        assertThat(report.oldest()).isEqualTo(2);
        assertThat(report.held()).isOne();
        assertThat(report.oldestArrived()).isEqualTo(Records.RECEIVED);
    }

    @Test
    void aJournalOfAnotherVersionOrNoneIsRefusedInOneLine() throws SQLException {
        assertThatThrownBy(() -> JournalOperations.open(folder.resolve("none.db"), serai.clock()))
                .isInstanceOf(JournalUnavailableException.class).hasMessageStartingWith("there is no journal at ");
        execute("UPDATE flyway_schema_history SET version = '999'");
        assertThatThrownBy(() -> JournalOperations.open(serai.file(), serai.clock()))
                .hasMessageEndingWith("was written by a newer version of Serai; use that version");
        execute("DELETE FROM flyway_schema_history");
        assertThatThrownBy(() -> JournalOperations.open(serai.file(), serai.clock()))
                .hasMessageContaining("was written by an older version of Serai");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + serai.file())) {
            connection.createStatement().execute(sql);
        }
    }
}
