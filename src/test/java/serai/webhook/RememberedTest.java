package serai.webhook;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import serai.SettableClock;

import java.time.Duration;
import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

class RememberedTest {

    @Test
    void forgetsTheOldestBeyondItsCapacity() {
        Remembered remembered = new Remembered(new SettableClock(Instant.EPOCH), Duration.ofMinutes(1), 2);

        remembered.add(digest(1));
        remembered.add(digest(2));
        remembered.add(digest(1));
        remembered.add(digest(3));

        assertThat(remembered.contains(digest(1))).isTrue();
        assertThat(remembered.contains(digest(2))).isFalse();
        assertThat(remembered.contains(digest(3))).isTrue();
    }

    private static ByteBuffer digest(int number) {
        return ByteBuffer.wrap(new byte[] {(byte) number});
    }
}
