package serai.sandbox.web;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.sandbox.SandboxHttp;
import serai.testkit.lrs.XapiClient;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SandboxHttpTest {

    @Test
    void namesThePortAndTheSettingWhereThePortIsTaken() throws IOException {
        try (SandboxHttp first = new SandboxHttp("127.0.0.1", 0).start();
                SandboxHttp second = new SandboxHttp("127.0.0.1", first.port())) {
            assertThatExceptionOfType(BindException.class).isThrownBy(second::start)
                    .withMessageContaining("can't listen on 127.0.0.1:" + first.port())
                    .withMessageContaining("serai.sandbox.http.port")
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
        }
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-",
            value = {"127.0.0.1:{port}, -, 200", "localhost:{port}, -, 200", "LOCALHOST, http://localhost, 200",
                    "[::1]:{port}, -, 200", "evil.example.org, -, 421", "127.0.0.1.example.org, -, 421",
                    "127.0.0.1:{port}, http://evil.example.org, 403",
                    "127.0.0.1:{port}, null, 403", "127.0.0.1:{port}, http://127.0.0.1:1, 403",
                    "127.0.0.1:{port}, http://127.0.0.1:{port}, 200"})
    void answersProgramsOfThisMachineAndNoPageFromElsewhere(String host, String origin, int status) throws Exception {
        try (SandboxHttp server = new SandboxHttp("127.0.0.1", 0).start();
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            String head = "GET /lrs/about HTTP/1.1\r\nHost: %s\r\n%sX-Experience-API-Version: 1.0.3\r\nConnection: close\r\n\r\n"
                    .formatted(host, origin == null ? "" : "Origin: %s\r\n".formatted(origin))
                    .replace("{port}", "" + server.port());
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(30_000);

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).startsWith("HTTP/1.1 " + status);
        }
    }

    @Test
    void freesItsPortWhenItIsClosed() throws Exception {
        SandboxHttp first = new SandboxHttp("127.0.0.1", 0).start();
        int port = first.port();
        XapiClient keepsItsConnectionOpen = new XapiClient(first);
        keepsItsConnectionOpen.get("/lrs/about");

        first.close();
        first.close();

        try (SandboxHttp second = new SandboxHttp("127.0.0.1", port).start()) {
            assertThat(new XapiClient(second).get("/lrs/about").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void closesConnectionsBeyondItsBound() throws Exception {
        try (SandboxHttp server = new SandboxHttp("127.0.0.1", 0).start()) {
            List<Socket> open = new ArrayList<>();
            for (int i = 0; i < SandboxHttp.CONNECTIONS_MAX; i++) {
                open.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
            }
            try (Socket oneTooMany = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                oneTooMany.setSoTimeout(30_000);
                assertThat(oneTooMany.getInputStream().read()).isEqualTo(-1);
            } finally {
                for (Socket socket : open) {
                    socket.close();
                }
            }
        }
    }
}
