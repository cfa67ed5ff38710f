package serai.sandbox.servicebus;

import org.junit.jupiter.api.Test;

import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

class LockTokenTest {

    @Test
    void isWrittenAsDotNetWritesIt() {
        assertThat(LockToken.deliveryTag(UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"))).containsExactly(
                0x33, 0x22, 0x11, 0x00, 0x55, 0x44, 0x77, 0x66, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff);
    }
}
