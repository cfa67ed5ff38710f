package serai.doctor.network;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.doctor.Observed;
import serai.testkit.FreePort;

import java.net.InetAddress;
import java.net.ServerSocket;

import static org.assertj.core.api.Assertions.assertThat;

/** Endpoints of which only the servers are known. */
class RemoteExaminationTest {

    private static final String SET = "serai.kafka.brokers";

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:%s", "kafka:127.0.0.1:%s", "sftp://hr:secret@127.0.0.1:%s/in", "tcp://127.0.0.1:%s"})
    void findsTheServerInWhateverTheEndpointSays(String address) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            assertThat(Observed.by(new RemoteExamination("hr", address.formatted(server.getLocalPort()), SET))).containsExactly(
                    "ok port: 127.0.0.1:%s takes connections".formatted(server.getLocalPort()),
                    "ok sign-in: not tried: only a delivery shows whether the credentials are accepted");
        }
    }

    @Test
    void triesEachOfSeveralServers() throws Exception {
        int port = FreePort.number();
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            assertThat(
                    Observed.by(new RemoteExamination("kafka", "127.0.0.1:%s,127.0.0.1:%s".formatted(port, server.getLocalPort()),
                            SET)))
                    .containsExactly(
                            "fail port: 127.0.0.1:%s refuses connections; start the server, or correct serai.kafka.brokers"
                                    .formatted(port),
                            "ok port: 127.0.0.1:%s takes connections".formatted(server.getLocalPort()),
                            "ok sign-in: not tried: only a delivery shows whether the credentials are accepted");
        }
    }
}
