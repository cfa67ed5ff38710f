package serai.webhook.authentication;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class RefusedSignInsTest {

    private final List<String> lines = new ArrayList<>();
    private final RefusedSignIns refused = new RefusedSignIns(lines::add);

    @Test
    void tellsEachAddressOnceAMinuteWithHowMany() {
        refused.add("10.0.0.1");
        refused.add("10.0.0.2");
        refused.add("10.0.0.1");
        assertThat(lines).isEmpty();

        refused.tell();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).contains("10.0.0.1", "answered 401: 2.").hasLineCount(1);
        assertThat(lines.get(1)).contains("10.0.0.2", "answered 401: 1.");

        refused.tell();
        assertThat(lines).hasSize(2);
    }

    @Test
    void remembersAThousandAddressesAndWritesElevenLinesWhateverComes() {
        for (int i = 0; i < 100_000; i++) {
            refused.add("10.%s.%s.%s".formatted(i >> 16, i >> 8 & 0xFF, i & 0xFF));
        }
        refused.tell();

        assertThat(lines).hasSize(RefusedSignIns.LINES_MAX + 1);
        assertThat(lines.get(RefusedSignIns.LINES_MAX)).contains("answered 401: 99990.");
        assertThat(refused.isFrom("10.0.0.5")).isTrue();
        assertThat(refused.isFrom("10.1.0.0")).isFalse();
    }

    @Test
    void forgetsAnAddressAfterTwoMinutes() {
        refused.add("10.0.0.1");
        refused.tell();
        assertThat(refused.isFrom("10.0.0.1")).isTrue();
        refused.tell();
        assertThat(refused.isFrom("10.0.0.1")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.1, 10.0.0.1", "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64", "2001:db8:1:2::9, 2001:db8:1:2::/64",
            "fe80::1%eth0, fe80:0:0:0::/64", "somewhere, somewhere"})
    void takesTheAddressesOfOneCustomerForOne(String address, String network) {
        assertThat(SenderNetwork.of(address)).isEqualTo(network);
    }
}
