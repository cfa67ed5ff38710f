package serai.webhook.server;

import org.junit.jupiter.api.Test;
import serai.testkit.Logged;
import serai.testkit.http.Attacker;
import serai.webhook.authentication.SignedInAddresses;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Many senders, of whom most want to keep the others out. Each address of 127.0.0.0/8 is one. */
class CrowdedServerTest extends CrowdedServer {

    @Test
    void givesOneAddressNoMoreThanItsShareAndServesTheOthers() throws Exception {
        start("", LONG, LONG);
        try (Attacker attacker = attacker(2).connect(3 * MAX)) {
            untilOpen(attacker, ADDRESS_MAX);

            assertThat(posts("127.0.0.3", "many good camels")).startsWith("HTTP/1.1 202");
            assertThat(attacker.open()).isEqualTo(ADDRESS_MAX);
        }
    }

    @Test
    void keepsAReserveForAddressesThatHaveSignedInBefore() throws Exception {
        start("", LONG, LONG);
        assertThat(posts("127.0.0.3", "many good camels")).startsWith("HTTP/1.1 202");
        assertThat(posts("127.0.0.4", "wrong")).isNotEmpty().doesNotStartWith("HTTP/1.1 202");
        List<Attacker> attackers = new ArrayList<>();
        for (int number = 10; number < 30; number++) {
            attackers.add(attacker(number).connect(2));
        }
        await().atMost(30, SECONDS).until(() -> {
            long open = attackers.stream().mapToLong(Attacker::open).sum();
            if (open < MAX - RESERVE) {
                attackers.get(0).connect(); // in the place of somebody whose end was only seen now
            }
            return open == MAX - RESERVE;
        });

        assertThat(posts("127.0.0.4", "many good camels")).as("a stranger").isEmpty();
        assertThat(posts("127.0.0.3", "many good camels")).startsWith("HTTP/1.1 202");
        for (Attacker attacker : attackers) {
            attacker.close();
        }
        await().atMost(30, SECONDS).until(() -> posts("127.0.0.4", "many good camels").startsWith("HTTP/1.1 202"));
    }

    @Test
    void givesAnAddressThatHasSignedInMore() throws Exception {
        start("", LONG, LONG);
        assertThat(posts("127.0.0.3", "many good camels")).startsWith("HTTP/1.1 202");

        try (Attacker known = attacker(3).connect(3 * MAX); Attacker stranger = attacker(4).connect(3 * MAX)) {
            untilOpen(known, SIGNED_IN_MAX);
            untilOpen(stranger, ADDRESS_MAX);
        }
    }

    @Test
    void boundsTheConnectionsOfAReverseProxyOnlyAllTogether() throws Exception {
        start("192.0.2.0/24, 127.0.0.9", LONG, LONG);

        try (Attacker proxy = attacker(9).connect(3 * MAX)) {
            untilOpen(proxy, MAX);
        }
    }

    @Test
    void closesWhatHasNoHeadInAFewSecondsAndKeepsWhatIsBetweenTwoRequests() throws Exception {
        start("", Duration.ofMillis(200), LONG);
        try (Attacker attacker = attacker(2).connect(1); Attacker sender = attacker(3)) {
            Socket kept = sender.connect();
            assertThat(answer(kept, POST.formatted(basic("many good camels")))).startsWith("HTTP/1.1 202");
            Socket slow = attacker.connect();
            slow.getOutputStream().write("POST /events HTTP/1.1\r\nHost: lo".getBytes(StandardCharsets.US_ASCII));

            untilOpen(attacker, 0);
            assertThat(answer(kept, POST.formatted(basic("many good camels")))).startsWith("HTTP/1.1 202");
            assertThat(counted("serai.webhook.head.max.ms")).isEqualTo(2);
        }
    }

    @Test
    void countsWhatItHasRefusedAndLogsItOnceHoweverOften() throws Exception {
        try (Logged logged = new Logged()) {
            start("", Duration.ofMillis(500), LONG); // looks ten times as often
            try (Attacker attacker = attacker(2).connect(ADDRESS_MAX + 7)) {
                await().atMost(30, SECONDS).until(() -> counted("serai.webhook.connections.address.max") == 7);
                await().atMost(30, SECONDS).until(() -> logged.lines().count() == 1);
                attacker.connect(ADDRESS_MAX + 5); // the first may have been closed meanwhile, since they send nothing
            }
            await().atMost(30, SECONDS).until(() -> counted("serai.webhook.connections.address.max") >= 8);
            assertThat(logged.lines()).singleElement().asString().startsWith("WARN").hasLineCount(1).doesNotContain("127.0.0.2")
                    .contains("serai.webhook.connections.address.max: ", "serai.webhook.proxies");
        }
    }

    @Test
    void remembersABoundedNumberOfAddresses() {
        IntStream.range(0, 2 * SignedInAddresses.MAX)
                .forEach(number -> signedIn.add("10.%s.%s.1".formatted(number / 256, number % 256)));

        assertThat(signedIn.count()).isEqualTo(SignedInAddresses.MAX);
        assertThat(signedIn.contain("10.0.0.1")).as("the first").isFalse();
        signedIn.add("10.0.0.1");
        assertThat(signedIn.contain("10.0.0.1")).isTrue();
    }
}
