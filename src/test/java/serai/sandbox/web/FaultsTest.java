package serai.sandbox.web;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.sandbox.SandboxHttp;
import serai.sandbox.lrs.LearningRecordStore;
import serai.testkit.lrs.XapiClient;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;
import static serai.testkit.lrs.SampleStatement.statement;

class FaultsTest {

    private final SandboxHttp server = new SandboxHttp("127.0.0.1", 0);
    private final LearningRecordStore lrs = server.lrs();
    private final XapiClient client = new XapiClient(server);

    @BeforeEach
    void starts() throws IOException {
        server.start();
    }

    @AfterEach
    void stops() {
        server.close();
    }

    @Test
    void answersWhatItIsToldInOrderAndThenWorksAgain() throws Exception {
        lrs.answersNext(503, Map.of("Retry-After", "30")).answersNext(429, Map.of());

        HttpResponse<String> first = client.post(statement().toString());
        HttpResponse<String> second = client.post(statement().toString());
        HttpResponse<String> third = client.post(statement().toString());

        assertThat(first.statusCode()).isEqualTo(503);
        assertThat(first.headers().firstValue("Retry-After")).contains("30");
        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(third.statusCode()).isEqualTo(200);
        assertThat(lrs.size()).isEqualTo(1);
        assertThat(lrs.requests()).isEqualTo(3);
    }

    @Test
    void cutsTheConnectionBeforeItStores() throws Exception {
        lrs.resetsNextBeforeStoring();

        assertThatIOException().isThrownBy(() -> client.put(UUID.randomUUID().toString(), statement().toString()));

        assertThat(lrs.size()).isZero();
        assertThat(client.post(statement().toString()).statusCode()).isEqualTo(200);
    }

    @Test
    void cutsTheConnectionAfterItHasStored() {
        UUID id = UUID.randomUUID();
        lrs.resetsNextAfterStoring();

        assertThatIOException().isThrownBy(() -> client.put(id.toString(), statement().toString()));

        assertThat(lrs.statement(id)).isPresent();
    }

    @Test
    void storesLateForAClientThatHasGivenUp() {
        lrs.delays(Duration.ofMillis(300));

        assertThatExceptionOfType(HttpTimeoutException.class).isThrownBy(() -> client.send(client
                .request("/lrs/statements").header("Content-Type", "application/json").timeout(Duration.ofMillis(50))
                .POST(HttpRequest.BodyPublishers.ofString(statement().toString()))));

        await().atMost(Duration.ofSeconds(30)).until(() -> lrs.size() == 1);
    }

    @Test
    void behavesAgainWhenToldTo() throws Exception {
        lrs.answersNext(500, Map.of()).delays(Duration.ofHours(1)).behaves();

        assertThat(client.post(statement().toString()).statusCode()).isEqualTo(200);
    }
}
