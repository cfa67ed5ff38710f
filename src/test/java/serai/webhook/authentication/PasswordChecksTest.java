package serai.webhook.authentication;

import org.junit.jupiter.api.Test;
import serai.webhook.authentication.PasswordChecks.Check;
import serai.webhook.authentication.PasswordChecks.Rank;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class PasswordChecksTest {

    private final List<Runnable> threads = new ArrayList<>();
    private final List<String> ran = new ArrayList<>();
    private final List<String> givenUp = new ArrayList<>();
    private final PasswordChecks checks = new PasswordChecks(1, 4, 3);

    private boolean add(Rank rank, String address, String name) {
        Check[] self = new Check[1];
        self[0] = new Check(rank, address, () -> {
            ran.add(name);
            checks.leave(self[0]);
        }, () -> givenUp.add(name));
        return checks.add(self[0], threads::add);
    }

    private void run() {
        threads.forEach(Runnable::run);
        threads.clear();
    }

    @Test
    void runsThemByRankAndInTurnsOfTheirAddresses() {
        add(Rank.WRONG_LATELY, "w", "w1");
        add(Rank.NEW, "a", "a1");
        add(Rank.NEW, "a", "a2");
        add(Rank.NEW, "b", "b1");
        add(Rank.RIGHT_BEFORE, "a", "r1");

        assertThat(threads).hasSize(1);
        run();

        assertThat(ran).containsExactly("r1", "a1", "b1", "a2", "w1");
    }

    @Test
    void hasPlacesForEachAddressAndInAll() {
        for (int i = 1; i <= 3; i++) {
            assertThat(add(Rank.NEW, "a", "a" + i)).isTrue();
        }
        assertThat(add(Rank.NEW, "a", "a4")).isFalse();
        assertThat(add(Rank.WRONG_LATELY, "w", "w1")).isTrue();
        assertThat(add(Rank.WRONG_LATELY, "w", "w2")).isFalse();

        assertThat(add(Rank.NEW, "b", "b1")).isTrue();
        assertThat(add(Rank.NEW, "c", "c1")).isTrue();
        assertThat(add(Rank.NEW, "d", "d1")).isTrue();
        assertThat(givenUp).containsExactly("w1", "a3", "a2");
        assertThat(add(Rank.NEW, "e", "e1")).isFalse();

        run();
        assertThat(ran).containsExactly("a1", "b1", "c1", "d1");
        assertThat(add(Rank.NEW, "e", "e1")).isTrue();
    }

    @Test
    void givesUpWhatHasWaitedTooLong() {
        add(Rank.NEW, "a", "a1");
        for (int i = 0; i < PasswordChecks.LOOKS_MAX; i++) {
            checks.look();
        }
        add(Rank.NEW, "a", "a2");
        assertThat(givenUp).isEmpty();

        checks.look();

        assertThat(givenUp).containsExactly("a1");
        run();
        assertThat(ran).containsExactly("a2");
    }
}
