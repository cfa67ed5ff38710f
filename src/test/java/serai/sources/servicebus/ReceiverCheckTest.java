package serai.sources.servicebus;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.sources.servicebus.ReceiverState.State;
import serai.sources.servicebus.ReceiverState.WalkResult;
import serai.testkit.Logged;
import serai.testkit.SettableClock;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;

import static org.assertj.core.api.Assertions.assertThat;

/** What health and log say of a receiver follows from what each look finds, and from nothing that was said before. */
class ReceiverCheckTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Logged logged = new Logged();
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final ReceiverProgress progress = new ReceiverProgress(PATIENCE, clock, () -> new Random(7));
    private final List<String> restarts = new ArrayList<>();
    private Callable<List<Long>> broker = List::of;
    private Exception whyNoStart;
    private final ReceiverCheck lookout = new ReceiverCheck("source-mct", progress, this::peeked, () -> {
        if (whyNoStart != null) {
            throw whyNoStart;
        }
        restarts.add("restart");
    });

    @AfterEach
    void end() {
        logged.close();
    }

    private List<Long> peeked() {
        try {
            return broker.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private ReceiverState found() {
        lookout.look();
        return lookout.reception();
    }

    private ReceiverState foundAfter(Duration time) {
        clock.turn(time);
        return found();
    }

    private static BrokerUnreachableException unreachable() {
        return new BrokerUnreachableException("MCTEvents/serai of Service Bus: no answer; see",
                new Exception());
    }

    private void comes() {
        progress.begun();
        progress.done();
    }

    private List<String> told() {
        return logged.lines().filter(line -> line.contains("source-mct")).toList();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
            // came, in hand, held up, there, waited, some gone, restarts → state, ready, words
            "true,  0, 0,   true,  0,   false, 0, RECEIVING, true,  -",
            "true,  9, 0,   true,  0,   false, 0, RECEIVING, true,  -",
            "false, 0, 0,   false, 0,   false, 0, IDLE,      true,  -",
            "false, 3, 119, true,  0,   false, 0, HANDLING,  true,  -",
            "false, 3, 119, false, 0,   false, 0, HANDLING,  true,  -",
            "false, 3, 120, true,  0,   false, 0, HELD_UP,   false, 3 messages are being handled, and none was stored for 120 s",
            "false, 0, 0,   true,  7,   false, 0, WAITING,   true,  messages are waiting and none has come for 7 s; Serai restarts "
                    + "its receiver after 120 s",
            "false, 0, 0,   true,  121, false, 1, STALLED,   false, messages are waiting and none has come for 121 s; Serai "
                    + "restarts its receiver",
            "false, 0, 0,   true,  245, false, 2, LOCKED,    false, 'another receiver, or a Serai that was killed, has locked them'",
            "false, 0, 0,   true,  245, true,  2, LOCKED,    false, 'some have gone: another receiver takes them'",
    })
    void eachStateFollowsFromWhatOneLookFinds(boolean came, int inHand, int heldUp, boolean there, int waited, boolean gone,
            int restarted, State state, boolean ready, String words) {
        ReceiverState found =
                ReceiverState.of(new WalkResult(came, inHand, Duration.ofSeconds(heldUp), there, Duration.ofSeconds(waited), gone,
                        restarted, PATIENCE));

        assertThat(found.state()).isEqualTo(state);
        assertThat(found.isReady()).isEqualTo(ready);
        if (words == null) {
            assertThat(found.words()).isNull();
        } else {
            assertThat(found.words()).contains(words).doesNotContain("has not answered", "not been asked");
        }
    }

    /** Whatever was found before, the same find says the same: the states in every order of two. */
    @Test
    void nothingOfTheLookBeforeStays() {
        List<Runnable> finds = List.of(() -> broker = List::of, () -> broker = () -> List.of(1L), this::comes,
                () -> broker = () -> {
                    throw unreachable();
                }, () -> broker = () -> {
                    throw new OutOfMemoryError();
                });
        List<State> alone = List.of(State.IDLE, State.WAITING, State.RECEIVING, State.UNREACHABLE, State.UNWATCHED);
        for (Runnable before : finds) {
            for (int i = 0; i < finds.size(); i++) {
                before.run();
                lookout.look();
                finds.get(i).run();
                assertThat(found().state()).isEqualTo(alone.get(i));
            }
        }
        assertThat(Arrays.asList(State.values())).containsAll(alone);
    }

    @Test
    void saysThatTheBrokerAnswersAsSoonAsItDoesThoughItsMessagesAreLockedAndThatTheyAreWhileTheyAre() {
        broker = () -> List.of(1L, 2L);
        assertThat(lookout.reception().words()).contains("has not been asked yet");

        assertThat(found().isReady()).isTrue();
        assertThat(foundAfter(PATIENCE.multipliedBy(2)).words()).contains("; Serai restarts its receiver. ");
        assertThat(foundAfter(PATIENCE.multipliedBy(2)).words()).contains("none has come for 480 s", "has locked them");
        assertThat(found().state()).as("still").isEqualTo(State.LOCKED);
        assertThat(restarts).hasSize(2);
        comes();
        assertThat(found()).isEqualTo(new ReceiverState(State.RECEIVING, null));
        assertThat(told()).hasSize(2).last().asString().contains("INFO", "source-mct receives again");
    }

    @Test
    void aFlappingBrokerIsOneLineUntilItIsOver() {
        for (int i = 0; i < 20; i++) {
            broker = () -> {
                throw unreachable();
            };
            lookout.look();
            broker = () -> List.of(1L); // answers, but nothing comes yet
            lookout.look();
        }
        comes();
        lookout.look();

        assertThat(told()).hasSize(2);
    }

    @Test
    void anErrorEndsNoLooks() {
        broker = () -> {
            throw new OutOfMemoryError("page");
        };
        assertThat(found()).isEqualTo(new ReceiverState(State.UNWATCHED, "it can't be watched: page"));
        broker = List::of;
        assertThat(found().isReady()).isTrue();
    }

    @Test
    void aReceiverThatCanNotBeStartedIsTriedAtEachLookAndNotTakenForAnIdleOne() {
        broker = () -> List.of(1L);
        lookout.look();
        whyNoStart = new IllegalStateException("no address");
        assertThat(foundAfter(PATIENCE.multipliedBy(2)).words())
                .isEqualTo("its receiver can't be restarted: no address; Serai tries again at each check");
        broker = List::of;
        assertThat(found().state()).isEqualTo(State.NOT_STARTED);
        whyNoStart = null;
        lookout.look();
        assertThat(found().state()).isEqualTo(State.IDLE);
        assertThat(restarts).hasSize(1);
    }
}
