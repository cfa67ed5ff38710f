package serai.journal.operations;

import org.junit.jupiter.api.Test;
import serai.journal.DeadLetterId;
import serai.journal.attempt.FailureClass;
import serai.journal.operations.audit.AuditLog;
import serai.journal.operations.audit.AuditLogEntry;
import serai.model.CanonicalJson;
import serai.model.LearningRecord;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static serai.testkit.Records.completion;

/** What is noted of operators' acts: each, by the transaction that does it, and nothing of what was not done. */
class AuditLogTest extends DecisionsOfOperators {

    private static String line(AuditLogEntry entry) {
        return "%s %s %s %s %s".formatted(entry.actor(), entry.act(), entry.subject(), entry.count(), entry.why());
    }

    private List<String> noted() {
        List<String> lines = new ArrayList<>();
        serai.operations().audit().each(entry -> lines.add(line(entry)));
        return lines;
    }

    @Test
    void notesWhoHasDoneWhatToWhat() {
        isRefused("anna", "ben", "cleo");
        JournalOperations anna = serai.operations().as("page:anna");

        anna.deadLetters().retry(Set.of(id("lrs-1")), ReplayRate.atOnce(LONG_AGO));
        anna.deadLetters().drop(Set.of(id("lrs-2")), "a test account");
        LearningRecord cleo = CanonicalJson.read(serai.operations().deadLetters().get(id("lrs-3")).record());
        serai.operations().as("cli:root").deadLetters().edit(id("lrs-3"), cleo);

        assertThat(noted()).containsExactly("page:anna retry lrs-1 1 null", "page:anna drop lrs-2 1 a test account",
                "cli:root edit lrs-3 1 null");
        assertThat(serai.operations().audit().before(AuditLog.NEWEST, 2)).extracting(AuditLogEntry::act)
                .containsExactly("edit", "drop");
        assertThat(serai.operations().audit().before(AuditLog.NEWEST, 1).get(0).at()).isEqualTo(serai.clock().instant());
    }

    @Test
    void notesNothingOfWhatWasNotDone() {
        isRefused("anna");
        DeadLetters letters = serai.operations().deadLetters();
        letters.drop(Set.of(id("lrs-1")), "once");

        letters.retry(Set.of(id("lrs-1")), ReplayRate.atOnce(LONG_AGO));
        letters.drop(Set.of(id("lrs-1")), "twice");
        assertThatThrownBy(() -> letters.drop(Set.of(id("lrs-1"), DeadLetterId.parse("lrs-99").orElseThrow()), "no such"))
                .isInstanceOf(IllegalArgumentException.class);
        letters.count(DeadLetterFilter.ALL);

        assertThat(noted()).containsExactly("program drop lrs-1 1 once");
    }

    @Test
    void notesWhatWasDoneToAWholeDestination() {
        lrs.failsEverything(FailureClass.MISCONFIGURED);
        serai.append(completion("anna"), "lrs");
        serai.append(completion("ben"), "lrs");
        serai.runFor(A_MOMENT);

        serai.operations().destinations().resume("lrs", false);
        serai.operations().destinations().drop("lrs", "no longer licensed");

        assertThat(noted()).containsExactly("program resume lrs 1 null", "program drop lrs 2 no longer licensed");
    }
}
