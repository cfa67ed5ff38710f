package serai.destinations.database;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.stream.Stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What goes wrong in a data warehouse that is a server. */
abstract class WarehouseServerFaults extends WarehouseFaults {

    /** Sends a signal to all of the server's processes: STOP, as a machine that hangs, or CONT. */
    abstract void signal(String signal) throws Exception;

    /** The beginning of the names of its driver's classes. */
    abstract String driver();

    /** A server that hangs closes nothing and answers nothing. */
    @Test
    void whatHangsFailsInItsTimeAndGoesOnWhereItIsLet() throws Exception {
        serai.with("serai.retry.delay.max.ms", 100).with("serai.warehouse.attempt.max.ms", 1_500).start();
        serai.append("anna");
        serai.untilDelivered(1);
        signal("STOP");
        try {
            serai.append("ben");
            await().atMost(30, SECONDS).until(() -> serai.state().failures() > 1);
            assertThat(serai.state().stopped()).isNull();
        } finally {
            signal("CONT");
        }

        serai.untilDelivered(2);
        assertThat(learners()).containsExactly("anna", "ben");
    }

    @Test
    void aStopDoesNotWaitForADatabaseThatHangs() throws Exception {
        serai.with("serai.retry.delay.max.ms", 100).start();
        serai.append("anna");
        serai.untilDelivered(1);
        signal("STOP");
        try {
            serai.append("ben");
            await().atMost(30, SECONDS).until(() -> Thread.getAllStackTraces().entrySet().stream()
                    .anyMatch(thread -> thread.getKey().getName().contains("journal-warehouse")
                            && Stream.of(thread.getValue()).anyMatch(frame -> frame.getClassName().startsWith(driver()))));
            long begun = System.nanoTime();
            serai.stop();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
        } finally {
            signal("CONT");
        }

        serai.start();
        serai.untilDelivered(2);
        assertThat(learners()).containsExactly("anna", "ben");
    }
}
