package serai.journal.camel;

import org.junit.jupiter.api.Test;
import serai.settings.known.DeliverySetting;

import static org.assertj.core.api.Assertions.assertThat;

/** A delivery that has nothing to do gives its sign at each look, and must not be called stalled between two of them. */
class IdleDeliveryTest {

    private static final int LOOKS = 3;

    @Test
    void theLeastTimeWithoutProgressHoldsSeveralLooksOfAnIdleDelivery() {
        long looks = LOOKS * JournalConsumer.LOOK_AGAIN.toMillis();

        assertThat(DeliverySetting.STALLED_MS.definition().form().allows()).rejects(Long.toString(looks - 1))
                .accepts(Long.toString(looks));
    }
}
