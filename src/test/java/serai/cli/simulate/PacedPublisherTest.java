package serai.cli.simulate;

import org.junit.jupiter.api.Test;
import serai.cli.publish.PublishOutcome;
import serai.cli.publish.PublishTarget;
import serai.model.Platform;
import serai.sandbox.platforms.PublishedEvent;
import serai.sandbox.platforms.SimulatedLearners;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PacedPublisherTest {

    private final List<PublishedEvent> told = new ArrayList<>();

    @Test
    void tellsEachEventInItsOrderWhicheverIsAnsweredFirst() throws Exception {
        FakeRecipient recipient = new FakeRecipient(call -> PublishOutcome.NOT_NOW, 3);

        PacedPublisher sending = sending(recipient, 0);
        sending.send(events(20));

        assertThat(told).extracting(PublishedEvent::key).containsExactlyElementsOf(keys(20));
        assertThat(sending.again()).isEqualTo(3);
        assertThat(recipient.calls).isEqualTo(told.size() + 3);
    }

    @Test
    void givesUpAfterItsLastAttemptAndSaysWhoTookNothing() {
        FakeRecipient recipient = new FakeRecipient(call -> PublishOutcome.NOT_NOW, Integer.MAX_VALUE);

        assertThatThrownBy(() -> sending(recipient, 0).send(events(1))).isInstanceOf(IOException.class)
                .hasMessage("the fake accepted nothing in 10 tries; check that it runs there");

        assertThat(told).isEmpty();
    }

    @Test
    void tellsWhatWasTakenBeforeNothingMoreIs() {
        FakeRecipient recipient = new FakeRecipient(call -> {
            throw new IllegalStateException("gone for good");
        }, Integer.MAX_VALUE);
        recipient.from = 5;

        assertThatThrownBy(() -> sending(recipient, 0).send(events(20))).isInstanceOf(IOException.class)
                .hasMessageContaining("gone for good");

        assertThat(told).hasSize(4);
    }

    @Test
    void beginsNothingMoreOnceItIsStopped() throws Exception {
        PacedPublisher sending = sending(new FakeRecipient(call -> PublishOutcome.TAKEN, 0), 0);
        sending.stop();

        sending.send(events(20));

        assertThat(told).isEmpty();
    }

    private PacedPublisher sending(PublishTarget recipient, int rate) {
        return new PacedPublisher(recipient, rate, Duration.ofMillis(1), (event, reception) -> told.add(event));
    }

    private static Iterator<PublishedEvent> events(int learners) {
        return new SimulatedLearners(Platform.PRAESIDIUM, 1, learners, Map.of());
    }

    private static List<String> keys(int learners) {
        List<String> keys = new ArrayList<>();
        events(learners).forEachRemaining(event -> keys.add(event.key()));
        return keys;
    }

    /** Takes everything, but for so many calls that it answers otherwise. */
    private static final class FakeRecipient implements PublishTarget {

        private final IntFunction<PublishOutcome> otherwise;
        private final int count;
        private int from = 1;
        private int calls;

        FakeRecipient(IntFunction<PublishOutcome> otherwise, int count) {
            this.otherwise = otherwise;
            this.count = count;
        }

        @Override
        public synchronized CompletableFuture<PublishOutcome> send(byte[] body) {
            calls++;
            if (calls < from || calls - from >= count) {
                return CompletableFuture.completedFuture(PublishOutcome.TAKEN);
            }
            try {
                return CompletableFuture.completedFuture(otherwise.apply(calls));
            } catch (IllegalStateException e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        @Override
        public String address() {
            return "the fake";
        }

        @Override
        public boolean isHere() {
            return true;
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    }
}
