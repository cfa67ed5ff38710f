package serai.journal.operations;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.Balance;
import serai.journal.DeadLetterId;
import serai.journal.attempt.FailureClass;
import serai.testkit.journal.OperatedJournal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.completion;

/** How many of the delivered records a route has left out, whatever becomes of them later. */
class LeftOutRecordsTest {

    @TempDir
    private Path folder;
    private OperatedJournal serai;
    private OperatedJournal.Fake lrs;

    @BeforeEach
    void start() {
        serai = new OperatedJournal(folder);
        lrs = serai.destination("lrs");
    }

    @AfterEach
    void stop() {
        serai.close();
    }

    private void deliver(String... learners) {
        for (String learner : learners) {
            serai.append(completion(learner), "lrs");
        }
        serai.runFor(Duration.ofMinutes(2));
    }

    private void replay(boolean again) {
        serai.operations().replay().carryOut(new ReplayRequest("lrs", serai.clock().instant().minusSeconds(36_000), null, null,
                again), serai.atOnce());
        serai.runFor(Duration.ofMinutes(2));
    }

    @Test
    void countAsDeliveredAndAreCountedBeside() {
        lrs.leavesOut("ben", "dora");

        deliver("anna", "ben", "cleo", "dora");

        assertThat(lrs.taken()).containsExactly("anna", "cleo");
        assertThat(serai.balance("lrs")).isEqualTo(new Balance(4, 4, 0, 0, 0));
        assertThat(serai.leftOut("lrs")).isEqualTo(2);
    }

    @Test
    void areNoLongerOnceAReplayHasSentThem() {
        lrs.leavesOut("anna", "ben");
        deliver("anna", "ben", "cleo");
        lrs.leavesOutNothing();

        replay(true);

        assertThat(lrs.taken()).contains("anna", "ben");
        assertThat(serai.balance("lrs")).isEqualTo(new Balance(3, 3, 0, 0, 0));
        assertThat(serai.leftOut("lrs")).isZero();
    }

    @Test
    void areCountedOnceHoweverOftenTheyAreLeftOut() {
        lrs.leavesOut("anna");
        deliver("anna", "ben");

        replay(true);
        replay(true);

        assertThat(serai.balance("lrs")).isEqualTo(new Balance(2, 2, 0, 0, 0));
        assertThat(serai.leftOut("lrs")).isOne();
    }

    @Test
    void areCountedWhereAReplayLeavesOutWhatWasSentBefore() {
        deliver("anna", "ben");
        lrs.leavesOut("anna", "ben");

        replay(true);

        assertThat(serai.balance("lrs")).isEqualTo(new Balance(2, 2, 0, 0, 0));
        assertThat(serai.leftOut("lrs")).isEqualTo(2);
    }

    @Test
    void stayThatWhileAReplayFails() {
        lrs.leavesOut("anna");
        deliver("anna", "ben");
        lrs.leavesOutNothing();
        lrs.fails(FailureClass.REFUSED, "anna");

        replay(true);

        assertThat(serai.balance("lrs")).isEqualTo(new Balance(2, 2, 0, 0, 0));
        assertThat(serai.leftOut("lrs")).as("it was not sent").isOne();
    }

    @Test
    void areDeadLettersOfBeforeThatTheRouteNowLeavesOut() {
        lrs.fails(FailureClass.REFUSED, "anna");
        deliver("anna", "ben");
        assertThat(serai.leftOut("lrs")).isZero();
        lrs.isMended();
        lrs.leavesOut("anna");

        serai.operations().deadLetters().retry(List.of(DeadLetterId.parse("lrs-1").orElseThrow()), serai.atOnce());
        serai.runFor(Duration.ofMinutes(2));

        assertThat(serai.balance("lrs")).isEqualTo(new Balance(2, 2, 0, 0, 0));
        assertThat(serai.leftOut("lrs")).isOne();
    }

    @Test
    void areHeldRecordsThatTheRouteLeavesOutWhenTheyAreTriedAgain() {
        lrs.fails(FailureClass.UNAVAILABLE, "anna");
        deliver("anna", "ben", "cleo");
        lrs.leavesOut("anna");

        deliver("dora");

        assertThat(serai.balance("lrs")).isEqualTo(new Balance(4, 4, 0, 0, 0));
        assertThat(serai.leftOut("lrs")).isOne();
    }

    @Test
    void areCountedAcrossBlocksAndAfterARestart() {
        lrs.leavesOut("learner-0", "learner-4095", "learner-4096", "learner-8191", "learner-8999");

        serai.append(IntStream.range(0, 9_000).mapToObj(i -> completion("learner-" + i)).toList(), "lrs");
        serai.runFor(Duration.ofMinutes(2));
        serai.stopDelivering();
        serai.deliverAgain();
        serai.runFor(Duration.ofMinutes(1));

        assertThat(serai.balance("lrs")).isEqualTo(new Balance(9_000, 9_000, 0, 0, 0));
        assertThat(serai.leftOut("lrs")).isEqualTo(5);
    }
}
