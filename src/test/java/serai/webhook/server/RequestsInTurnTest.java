package serai.webhook.server;

import org.junit.jupiter.api.Test;
import serai.testkit.http.Attacker;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Requests of one connection are taken one by one, and none while nobody reads the answers. */
class RequestsInTurnTest extends CrowdedServer {

    /** One connection and 46 MB were enough to fill 256 MB. */
    @Test
    void takesNoRequestWhileAnswersWaitThatNobodyReadsAndClosesThen() throws Exception {
        start("", LONG, Duration.ofSeconds(2));
        try (Attacker attacker = attacker(2)) {
            attacker.floods(GET.repeat(100), FLOOD_BYTES);

            assertThat(attacker.untilStuck(FLOOD_BYTES)).as("bytes taken").isLessThan(4_000_000);
            assertThat(posts("127.0.0.3", "many good camels")).startsWith("HTTP/1.1 202");
            await().atMost(30, SECONDS).until(attacker::isCut);
        }
    }

    @Test
    void takesOneRequestAtATimeFromAConnection() throws Exception {
        start("", LONG, LONG);
        String request = "POST /slow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}";
        try (Attacker attacker = attacker(2)) {
            Socket flood = attacker.floods(request.repeat(100), FLOOD_BYTES);

            assertThat(attacker.untilStuck(FLOOD_BYTES)).as("bytes taken").isLessThan(1_000_000);
            assertThat(begun).hasValue(1);
            assertThat(posts("127.0.0.3", "many good camels")).startsWith("HTTP/1.1 202");
            goes.countDown();
            await().atMost(30, SECONDS).until(() -> Attacker.isOpen(flood) && begun.get() > 1_000);
        }
    }

    @Test
    void answersWhatIsPipelinedInItsOrderHoweverItIsCutUp() throws Exception {
        start("", LONG, LONG);
        StringBuilder requests = new StringBuilder();
        StringBuilder expected = new StringBuilder();
        for (int number = 0; number < 400; number++) {
            String body = "<%s:%s>".formatted(number, "x".repeat(number * 37 % 3_000));
            expected.append(body);
            requests.append("POST /echo HTTP/1.1\r\nHost: localhost\r\n");
            if (number % 3 == 0) {
                requests.append("Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n".formatted(body.length(), body));
            } else {
                requests.append("Content-Length: %s\r\n\r\n%s".formatted(body.length(), body));
            }
            requests.append(number % 5 == 0 ? GET : "");
        }
        byte[] bytes = requests.append("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").toString()
                .getBytes(StandardCharsets.US_ASCII);
        try (Attacker sender = attacker(2)) {
            Socket socket = sender.connect();
            Thread writing = new Thread(() -> inPieces(socket, bytes), "writing");
            writing.start();
            socket.setSoTimeout(30_000);
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            writing.join();

            assertThat(
                    Pattern.compile("<\\d+:x*>").matcher(answers).results().map(match -> match.group()).reduce("", String::concat))
                    .isEqualTo(expected.toString());
            assertThat(answers.split("HTTP/1.1 204", -1)).hasSize(81);
            assertThat(answers).contains("HTTP/1.1 404");
        }
    }

    private static void inPieces(Socket socket, byte[] bytes) {
        try {
            OutputStream out = socket.getOutputStream();
            int step = 1;
            for (int at = 0; at < bytes.length; at += step) {
                step = at * 31 % 5_003 + 1;
                out.write(bytes, at, Math.min(step, bytes.length - at));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
