package serai.cli.privacy;

import org.junit.jupiter.api.Test;
import serai.files.FolderLock;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** {@code ./serai forget PERSON} and whoever else has the archive at the same moment: which waits for which, and for how long. */
public class ForgetInTurnTest extends ForgottenInArchive {

    /** The page that grows meanwhile is never at its end, so the file must be left for the next part. */
    @Test
    void finishesAFileToWhichSeraiDoesNotStopAppending() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        serai.append(at("anna", 0, FIRST));
        serai.untilDelivered(1);
        Thread appending = new Thread(() -> {
            for (int number = 1; !enough.get(); number++) {
                serai.append(at("ben", number, FIRST));
            }
        }, "appending");
        appending.start();
        try {
            assertThat(forget(0)).contains("Deleted at archive: 1 row\n");
        } finally {
            enough.set(true);
            appending.join();
        }
        serai.untilBalanced();
        assertThat(mentions("anna")).isZero();
        assertAsListed();
    }

    @Test
    void refusesASecondCommandAtTheSameTime() throws Exception {
        deliverThreeDays();
        try (FolderLock other = FolderLock.take(lock(), FolderLock.Purpose.CORRECTING, false).orElseThrow()) {
            assertThat(forget(1)).contains("archive has not deleted everything: another ", " forget works on ",
                    "run this one again when that has ended");
        }
        assertThat(mentions("anna")).isEqualTo(2 * DAYS);
        assertThat(forget(0)).contains("Deleted at archive: 3 rows\n");
    }

    /** Somebody holds the lock of those that write, and does not finish anything. */
    @Test
    void doesNotWaitForEverForASeraiThatFinishesNothing() throws Exception {
        Path route = folder.resolve("routes/forget/archive.yaml");
        Files.writeString(route,
                Files.readString(route).replace("        component:", "        finishedWithinMs: 300\n        component:"));
        deliverThreeDays();
        serai.stop();
        try (FolderLock writing = FolderLock.take(lock(), FolderLock.Purpose.WRITING, false).orElseThrow()) {
            assertThat(forget(1)).contains("Deleted at archive: 2 rows\n", "the running Serai has not finished it yet",
                    "run the command again");
        }
        assertThat(mentions("anna")).as("in the growing files").isEqualTo(2);

        serai.start("clock", clock);
        assertThat(forget(0)).contains("Deleted at archive: 1 row\n");
        assertThat(mentions("anna")).isZero();
    }

    @Test
    void seraiWaitsWhereACommandWorksThereAlone() throws Exception {
        serai.append(at("ben", 0, FIRST));
        serai.untilDelivered(1);
        serai.stop();
        try (FolderLock command = FolderLock.take(lock(), FolderLock.Purpose.WRITING, true).orElseThrow()) {
            serai.start("clock", clock);
            serai.append(at("ben", 1, FIRST));
            await().atMost(30, SECONDS).until(() -> serai.state().failures() > 0);
            assertThat(mentions("ben")).isEqualTo(2);
        }
        clock.turn(Duration.ofMinutes(1));
        serai.untilDelivered(2);
        assertThat(mentions("ben")).isEqualTo(4);
    }
}
