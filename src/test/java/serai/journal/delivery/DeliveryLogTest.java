package serai.journal.delivery;

import org.junit.jupiter.api.Test;
import serai.journal.attempt.FailureClass;
import serai.testkit.Logged;

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** What the log tells of failures: one line for each that somebody must act on. */
class DeliveryLogTest extends DeliveryToFake {

    @Test
    void theLogTellsThatOneThatHadStoppedNowWaits() {
        append(numbered(0, 3));
        lrs.everything = FailureClass.MISCONFIGURED;
        try (Logged log = new Logged()) {
            runFor(Duration.ofMinutes(2));
            lrs.everything = FailureClass.UNAVAILABLE;
            runFor(Duration.ofMinutes(5));

            assertThat(log.lines().filter(line -> line.contains("Destination lrs has stopped, misconfigured"))).hasSize(1);
            assertThat(log.lines().filter(line -> line.contains("Destination lrs can't be delivered to"))).hasSize(1);
        }
    }

    @Test
    void theLogNamesADeadLetterItsClassItsStatusAndTheCommandThatShowsIt() {
        append("anna", "ben");
        lrs.fails(FailureClass.REFUSED, "ben");
        try (Logged log = new Logged()) {
            runFor(Duration.ofSeconds(1));

            assertThat(log.lines()).contains("WARN serai.journal.delivery.DeliveryLog - Dead lettered for lrs: lrs-2 of type "
                    + "COURSE_COMPLETED, refused with status 418. ./serai dead-letters show lrs-2");
        }
    }

    @Test
    void theLogHasOneLineAMinuteHoweverManyDeadLettersThereAre() {
        try (Logged log = new Logged()) {
            for (int i = 0; i < 40; i++) {
                append("good-" + i, "bad-" + i);
                lrs.fails(FailureClass.REFUSED, "bad-" + i);
                runFor(Duration.ofSeconds(2));
            }
            runFor(Duration.ofMinutes(1));

            List<String> lines = log.lines().filter(line -> line.contains("Dead lettered")).toList();
            assertThat(lines).hasSizeBetween(2, 4);
            assertThat(lines.get(1)).matches(".*Dead lettered for lrs: \\d+ records, the last lrs-\\d+ of type COURSE_COMPLETED, "
                    + "refused with status 418\\. \\./serai dead-letters list --destination lrs");
            assertThat(lines.stream().mapToInt(line -> line.contains(" records, ")
                    ? Integer.parseInt(line.replaceFirst(".*: (\\d+) records.*", "$1")) : 1).sum()).isEqualTo(40);
        }
    }
}
