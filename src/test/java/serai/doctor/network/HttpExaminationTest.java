package serai.doctor.network;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;
import serai.destinations.http.HttpClient;
import serai.doctor.Observed;
import serai.sandbox.SandboxHttp;
import serai.testkit.FreePort;
import serai.testkit.http.HangingEndpoint;
import serai.testkit.http.SelfSigned;
import serai.testkit.http.TokenEndpoint;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import static org.assertj.core.api.Assertions.assertThat;

/** HTTP destinations that work and that do not, each really so. */
class HttpExaminationTest extends ExaminedHttp {

    @Test
    void aGoodOneIsToldStepByStep() throws Exception {
        String address = serving(new SelfSigned(folder, "lrs", "EC"));
        lrs.setUsername("serai");
        lrs.setPassword("caravan");

        List<String> observed = observed(address, lrs);

        String port = URI.create(address).getAuthority();
        assertThat(observed.get(0)).isEqualTo("ok port: %s takes connections".formatted(port));
        assertThat(observed.get(1)).startsWith("ok TLS: TLSv1.3, the certificate is valid until ").endsWith(", 89 more days");
        assertThat(observed.get(2)).isEqualTo("ok sign-in: it lets Serai in");
        assertThat(asked).containsExactly("GET /xapi/statements?statementId=00000000-0000-4000-8000-000000000000 Basic "
                + "c2VyYWk6Y2FyYXZhbg==");
    }

    @Test
    void aNameThatDoesNotExist() throws Exception {
        assertThat(observed("https://lrs.invalid/xapi/statements", lrs)).containsExactly(
                "fail name: lrs.invalid resolves to no address; correct serai.lrs.url, or the name server");
    }

    @Test
    void aPortOnWhichNobodyListens() throws Exception {
        int port = FreePort.number();

        assertThat(observed("https://127.0.0.1:%s/xapi/statements".formatted(port), lrs)).containsExactly(
                "fail port: 127.0.0.1:%s refuses connections; start the server, or correct serai.lrs.url".formatted(port));
    }

    @Test
    void aServerThatDoesNotSpeakTls() throws Exception {
        try (SandboxHttp sandbox = new SandboxHttp("127.0.0.1", 0).start()) {
            assertThat(observed("https://127.0.0.1:%s/lrs/statements".formatted(sandbox.port()), lrs)).last().isEqualTo(
                    "fail TLS: 127.0.0.1:%s does not speak TLS; correct the port or the scheme in serai.lrs.url"
                            .formatted(sandbox.port()));
        }
    }

    @Test
    void aServerThatDoesNotAnswer() throws Exception {
        try (HangingEndpoint silent = new HangingEndpoint("", "")) {
            assertThat(observed("https://127.0.0.1:%s/xapi/statements".formatted(silent.port()), lrs)).last().isEqualTo(
                    "fail TLS: 127.0.0.1:%s takes connections, but does not answer in TLS; see what hangs there, or correct "
                            .formatted(silent.port()) + "serai.lrs.url");
        }
    }

    @Test
    void anLrsThatLetsSeraiInAndOneThatRefusesItsPassword() throws Exception {
        try (SandboxHttp sandbox = new SandboxHttp("127.0.0.1", 0).start()) {
            sandbox.lrs().requires("serai", "caravan");
            lrs.setUsername("serai");
            lrs.setPassword("caravan");
            String address = "http://127.0.0.1:%s/lrs/statements".formatted(sandbox.port());

            assertThat(observed(address, lrs)).element(1).isEqualTo("ok sign-in: it lets Serai in");

            sandbox.lrs().requires("serai", "another");
            assertThat(observed(address, lrs)).element(1).isEqualTo("fail sign-in: 401: it refuses the credentials; correct "
                    + "username and password of its client, such as serai.lrs.password, or its token");
            assertThat(sandbox.lrs().statements()).isEmpty();
        }
    }

    @Test
    void anLrsThatForbidsToRead() throws Exception {
        try (Answering server = new Answering(403)) {
            assertThat(observed(server.address(), lrs)).element(1)
                    .isEqualTo("fail sign-in: 403: it knows the credentials, and they "
                            + "may not read statements; give them the rights statements/write and statements/read/mine there");
        }
    }

    @Test
    void aPathAtWhichNoLrsIs() throws Exception {
        try (Answering server = new Answering(404)) {
            assertThat(observed(server.address(), lrs)).element(1).isEqualTo("fail sign-in: 404 without X-Experience-API-Version: "
                    + "there is no LRS at this path; correct serai.lrs.url: /statements follows it");
        }
    }

    @Test
    void aClockThatIsWrong() throws Exception {
        try (Answering server = new Answering(404)) {
            assertThat(observed(server.address(), lrs, Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10)))).last().asString()
                    .matches("fail clock: this clock is (599|600|601) s ahead of that of the LRS; have both clocks set by NTP");
        }
    }

    @Test
    void sendsNoCredentialsInClear() throws Exception {
        try (Answering server = new Answering(404)) {
            lrs.setInsecure(true);
            lrs.setUsername("serai");
            lrs.setPassword("caravan");

            // An address of this machine that does not look like one.
            assertThat(observed(server.address().replace("127.0.0.1", "[::ffff:127.0.0.1]"), lrs)).last()
                    .isEqualTo("warn sign-in: not tried, since Serai sends no credentials there: the server is on another machine, "
                            + "and the connection is not encrypted; set up TLS there, and remove the setting that allows a "
                            + "connection without it");
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void asksNothingOfADestinationThatIsNoLrs() throws Exception {
        try (Answering server = new Answering(200)) {
            assertThat(observed(server.address(), new HttpClient())).last().isEqualTo(
                    "ok sign-in: not tried: only a delivery shows whether the credentials are accepted");
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void aTokenThatIsGivenAndOneThatIsRefused() throws Exception {
        try (TokenEndpoint tokens = new TokenEndpoint()) {
            HttpClient client = new HttpClient();
            client.setTokenUrl(tokens.url());
            client.setClientId("serai");
            client.setClientSecret("caravan");
            TokenExamination examination =
                    new TokenExamination("hr", client, client.tokenEndpoint().orElseThrow(), Clock.systemUTC());

            assertThat(Observed.by(examination)).last().isEqualTo("ok sign-in: it gives a token");

            tokens.answers(401, "{\"error\":\"invalid_client\"}");
            assertThat(Observed.by(examination)).last().isEqualTo("fail sign-in: the token endpoint answered 401 (invalid_client) "
                    + "and gave no token; check the client's id, secret and scope");
        }
    }

    /** A server that gives every request the same answer. */
    private static final class Answering implements AutoCloseable {

        private final List<String> requests = new CopyOnWriteArrayList<>();
        private final HttpServer server;

        Answering(int status) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                requests.add(exchange.getRequestURI().toString());
                exchange.sendResponseHeaders(status, -1);
                exchange.close();
            });
            server.start();
        }

        String address() {
            return "http://127.0.0.1:%s/statements".formatted(server.getAddress().getPort());
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
