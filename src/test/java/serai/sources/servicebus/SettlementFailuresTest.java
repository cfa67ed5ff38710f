package serai.sources.servicebus;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import serai.testkit.Logged;
import serai.testkit.SettableClock;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class SettlementFailuresTest {

    private final Logged logged = new Logged();
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final SettlementFailures settlements = new SettlementFailures(clock);

    @AfterEach
    void end() {
        logged.close();
    }

    private void fails() {
        settlements.attempt(() -> {
            throw new IllegalStateException("the link is closed\nsecond line");
        });
    }

    private List<String> told() {
        return logged.lines().toList();
    }

    @Test
    void aConnectionThatBreaksUnderManyMessagesIsNoNews() {
        for (int i = 0; i < 1_000; i++) {
            fails();
        }
        clock.turn(Duration.ofSeconds(59));
        fails();
        settlements.attempt(() -> {});
        clock.turn(Duration.ofSeconds(2));
        fails();

        assertThat(told()).isEmpty();
    }

    @Test
    void thatNoneCanBeSettledForAMinuteIsToldOnceAndOnceWhenItIsOver() {
        fails();
        clock.turn(Duration.ofMinutes(1));
        for (int i = 0; i < 1_000; i++) {
            fails();
        }
        assertThat(told()).singleElement().asString().startsWith("WARN")
                .contains("for a minute: the link is closed. Kept messages");
        settlements.attempt(() -> {});
        settlements.attempt(() -> {});
        assertThat(told()).hasSize(2).last().asString().contains("INFO", "can be settled again");
    }
}
