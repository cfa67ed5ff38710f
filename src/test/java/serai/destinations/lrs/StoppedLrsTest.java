package serai.destinations.lrs;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.journal.attempt.FailureClass;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Which answers of a learning record store stop the destination, and what lets it go on. */
class StoppedLrsTest extends DeliveryToLrs {

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void stopsWhereNobodyIsLetIn(int status) throws Exception {
        lrs.answersWhereBodyHas("", status, "who are you?");
        serai.with("serai.retry.stopped.ms", 60_000).with("serai.retry.delay.max.ms", 60_000).holding(EIGHT).start();

        serai.untilStopped(FailureClass.FORBIDDEN);

        assertThat(lrs.requests()).as("the batch, one, and another one").isEqualTo(3);
        serai.untilBalance(8, 0, 8, 0);
        lrs.behaves();
        serai.resume();
        serai.untilDelivered(8);
        assertStored(8);
    }

    @Test
    void aRecordThatAloneIsForbiddenIsDeadLettered() throws Exception {
        lrs.answersWhereBodyHas("\"cleo\"", 403, "not this one");
        serai.holding(EIGHT).start();

        serai.untilBalance(8, 7, 0, 1);

        assertStored(7);
        assertThat(serai.journalRows("SELECT class, status, answer FROM aside")).containsExactly("forbidden|403|not this one");
    }

    @Test
    void onAThinStreamAForbiddenRecordStopsTheDestinationUntilAnotherTells() throws Exception {
        lrs.answersWhereBodyHas("\"cleo\"", 401, "");
        serai.with("serai.retry.stopped.ms", 50).start();
        serai.append("anna");
        serai.untilDelivered(1);
        serai.append("cleo");
        serai.untilStopped(FailureClass.FORBIDDEN);
        serai.untilBalance(2, 1, 1, 0);

        serai.append("dora");

        serai.untilBalance(3, 2, 0, 1);
        assertStored(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 405, 410})
    void stopsWhereTheLrsIsNoLongerAndGoesOnByResume(int status) throws Exception {
        lrs.answersWhereBodyHas("", status, "");
        serai.with("serai.retry.stopped.ms", 60_000).with("serai.retry.delay.max.ms", 60_000).holding(EIGHT).start();
        serai.untilStopped(FailureClass.MISCONFIGURED);
        assertThat(lrs.requests()).isOne();
        serai.untilBalance(8, 0, 8, 0);

        lrs.behaves();
        serai.resume();

        serai.untilDelivered(8);
        assertStored(8);
    }

    @Test
    void goesOnByItselfOnceAStoppedOneIsMended() throws Exception {
        lrs.answersWhereBodyHas("", 404, "");
        serai.with("serai.retry.stopped.ms", 100).holding(EIGHT).start();
        serai.untilStopped(FailureClass.MISCONFIGURED);
        await().atMost(30, SECONDS).until(() -> lrs.requests() > 3);
        serai.untilBalance(8, 0, 8, 0);

        lrs.behaves();

        serai.untilDelivered(8);
        assertStored(8);
    }

    @Test
    void everythingRefusedStopsWithinTenRecordsAndNothingStaysDeadLettered() throws Exception {
        lrs.answersWhereBodyHas("", 400, "we only speak xAPI 2.0");
        String[] many = IntStream.range(0, 50).mapToObj(i -> "learner-" + i).toArray(String[]::new);
        serai.with("serai.retry.stopped.ms", 60_000).with("serai.retry.delay.max.ms", 60_000).holding(many).start();

        serai.untilStopped(FailureClass.MISCONFIGURED);
        serai.untilBalance(50, 0, 50, 0);

        lrs.behaves();
        serai.resume();
        serai.untilDelivered(50);
        assertStored(50);
    }

    /** What stands at an LRS's address, or before it, may say 200 to everything. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"200 | text/html | <html>login</html>", "200 | application/json | {}",
            "200 | text/plain | ok",
            "200 | application/json | []", "200 | application/json | [\"00000000-0000-4000-8000-000000000000\"]", "204 | | ''",
            "200 | | ''", "202 | application/json | []", "200 | application/json | [\"00000000", "207 | application/json | []"})
    void stopsWhereASuccessIsNotWhatALearningRecordStoreAnswers(int status, String type, String body) throws Exception {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            if (type != null) {
                exchange.getResponseHeaders().set("Content-Type", type);
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        other.start();
        serai.with("serai.lrs.url", "http://127.0.0.1:" + other.getAddress().getPort()).with("serai.retry.stopped.ms", 60_000)
                .with("serai.retry.delay.max.ms", 60_000).holding(EIGHT).start();

        serai.untilStopped(FailureClass.MISCONFIGURED);

        serai.untilBalance(8, 0, 8, 0);
        assertThat(serai.state().failure()).startsWith("the endpoint answers " + status).doesNotContain("login");
        other.stop(0);
    }
}
