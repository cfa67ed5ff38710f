package serai.sources.servicebus;

import org.junit.jupiter.api.Test;
import serai.journal.RecordRefusedException;
import serai.journal.store.CursorMovedException;
import serai.sources.UnreadableEventException;

import static org.assertj.core.api.Assertions.assertThat;

/** What somebody finds on a dead letter in Azure's portal. */
class BrokerDeadLetterReasonTest {

    @Test
    void namesThePlaceWhatWasExpectedAndWhatToDo() {
        assertThat(BrokerDeadLetterReason.of(UnreadableEventException.at("/MessageBody/UserId", "is missing", "a string"), 57))
                .isEqualTo(new BrokerDeadLetterReason("Serai: not an event",
                        "/MessageBody/UserId is missing; send the event again with a "
                                + "string there. ./serai dead-letters show --from broker 57 prints the message"));
        assertThat(BrokerDeadLetterReason.of(new RecordRefusedException("too long for the journal"), 57))
                .isEqualTo(new BrokerDeadLetterReason("Serai: not taken in", "too long for the journal. ./serai dead-letters retry "
                        + "--from broker 57 takes it in"));
    }

    @Test
    void quotesNothingThatAStrangersExceptionSays() {
        BrokerDeadLetterReason words =
                BrokerDeadLetterReason.of(new IllegalArgumentException("Anna Ångström can't be converted"), 57);

        assertThat(words.reason()).isEqualTo("Serai: not taken in");
        assertThat(words.description()).contains("java.lang.IllegalArgumentException", "retry --from broker 57")
                .doesNotContain("Anna");
        assertThat(BrokerDeadLetterReason.isOurs(words.reason())).isTrue();
    }

    /** A record's own words may be in it, though it is Serai's. */
    @Test
    void quotesNothingOfAnExceptionOfOursWhoseMessageIsNotForOthers() {
        assertThat(BrokerDeadLetterReason.of(new CursorMovedException("Anna Ångström"), 57).description()).doesNotContain("Anna");
    }

    @Test
    void isAsShortAsServiceBusWants() {
        assertThat(BrokerDeadLetterReason.of(new RecordRefusedException("x".repeat(9_000)), 1).description()).hasSize(1_000);
    }
}
