package serai.journal.operations;

import org.junit.jupiter.api.Test;
import serai.journal.RecordState;
import serai.journal.attempt.FailureClass;
import serai.journal.operations.DeadLetterGroups.Group;
import serai.model.CanonicalJson;
import serai.model.LearningRecord;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static serai.testkit.Records.completion;
import static serai.testkit.Records.login;

/** Dead letters at a glance: by their cause, and page by page. */
class DeadLetterGroupsTest extends DecisionsOfOperators {

    private DeadLetterGroups overview() {
        return serai.operations().deadLetterGroups();
    }

    @Test
    void groupsThoseOfOneCauseAndCountsThoseThatWaitForADecision() {
        isRefused("anna", "ben");
        lrs.fails(FailureClass.REFUSED, "dora");
        serai.append(login("dora"), "lrs");
        serai.append(completion("anna", new BigDecimal("99")), "lrs"); // differs from what is known
        serai.runFor(A_MOMENT);
        serai.operations().deadLetters().retry(Set.of(id("lrs-1")),
                new ReplayRate(serai.clock().instant().plusSeconds(600), A_MOMENT));

        assertThat(overview().groups(DeadLetterFilter.ALL))
                .extracting(Group::of, Group::type, Group::failureClass, Group::count, Group::dead)
                .containsExactly(tuple("lrs", "COURSE_COMPLETED", "refused", 2L, 1L),
                        tuple("lrs", "LOGGED_IN", "refused", 1L, 1L),
                        tuple("mct", "COURSE_COMPLETED", "differs", 1L, 1L));
        assertThat(overview().groups(new DeadLetterFilter("lrs", "LOGGED_IN", "refused", null, null))).hasSize(1);
        assertThat(overview().groups(new DeadLetterFilter(null, null, null, null, "mct"))).extracting(Group::of)
                .containsExactly("mct");
        assertThat(overview().groups(new DeadLetterFilter(null, null, null, serai.clock().instant().plusSeconds(1), null)))
                .isEmpty();
    }

    @Test
    void goesThroughAllOfThemPageByPage() {
        isRefused(IntStream.range(0, 5).mapToObj(i -> "learner-" + i).toArray(String[]::new));
        serai.append(completion("learner-0", new BigDecimal("99")), "lrs");

        List<DeadLetter> first = overview().page(DeadLetterFilter.ALL, null, 3);
        List<DeadLetter> second = overview().page(DeadLetterFilter.ALL, first.get(2).id(), 3);
        List<DeadLetter> third = overview().page(DeadLetterFilter.ALL, second.get(2).id(), 3);

        assertThat(first).extracting(letter -> letter.id().toString()).containsExactly("lrs-1", "lrs-2", "lrs-3");
        assertThat(second).extracting(letter -> letter.id().toString()).containsExactly("lrs-4", "lrs-5", "mct-differs-1");
        assertThat(second.get(0).state()).isEqualTo(RecordState.DEAD);
        assertThat(third).isEmpty();
    }

    @Test
    void letsNobodyChangeWhatIdentifiesTheEvent() {
        LearningRecord record = completion("anna");
        String original = CanonicalJson.write(record);

        assertThat(EditedRecord.of(id("lrs-1"), original, original).id()).isEqualTo(record.id());
        assertThatThrownBy(() -> EditedRecord.of(id("lrs-1"), original, CanonicalJson.write(record.withId(new UUID(0, 1)))))
                .hasMessageContaining("the field id can't be changed");
        assertThatThrownBy(() -> EditedRecord.of(id("lrs-1"), original, original + "}"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
