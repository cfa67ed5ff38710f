package serai.webhook.connections;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.webhook.authentication.SignedInAddresses;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ConnectionSlotsTest {

    private static final int MAX = 10;
    private static final int ADDRESS_MAX = 3;
    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void takesTheNetworkOfAnIpv6AddressForOneSender() throws Exception {
        ConnectionSlots places = new ConnectionSlots(
                new ConnectionBounds(MAX, ADDRESS_MAX, ADDRESS_MAX, 0, Proxies.parse("2001:db8:f::/48"), LONG, LONG),
                new SignedInAddresses());

        assertThat(IntStream.range(0, MAX).filter(number -> enters(places, "2001:db8:1:2::" + number))).hasSize(ADDRESS_MAX);
        assertThat(enters(places, "2001:db8:1:3::1")).isTrue();
        assertThat(IntStream.range(0, MAX).filter(number -> enters(places, "2001:db8:f::" + number)))
                .hasSize(MAX - ADDRESS_MAX - 1);
        places.leave(new InetSocketAddress("2001:db8:1:2::1", 1));
        assertThat(enters(places, "2001:db8:1:2:ffff::")).isTrue();
    }

    private static boolean enters(ConnectionSlots places, String address) {
        return places.enter(new InetSocketAddress(address, 1)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "10.0.0.0/33", "10.0.0.1/", "::1/129", "10.0.0"})
    void refusesWhatIsNoAddressOfAProxy(String list) {
        assertThatIllegalArgumentException().isThrownBy(() -> Proxies.parse("127.0.0.1, " + list)).withMessageContaining(list);
    }
}
