package serai.destinations.lrs;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.testkit.http.HttpSink;

import static org.assertj.core.api.Assertions.assertThat;

/** What a learning record store is sent in a request: how much of it, in which version, and how encoded. */
class LrsRequestsTest extends DeliveryToLrs {

    @ParameterizedTest
    @ValueSource(strings = {"1.0.3", "2.0.0"})
    void isToldTheVersionThatIsSet(String version) throws Exception {
        try (HttpSink sink = new HttpSink()) {
            serai.with("serai.xapi.version", version).with("serai.lrs.url", sink.url()).holding(EIGHT).start();

            serai.untilDelivered(8);

            assertThat(sink.requests()).singleElement()
                    .satisfies(request -> assertThat(request.header("X-Experience-API-Version")).isEqualTo(version));
            serai.stop();
        }
    }

    @Test
    void aBatchThatIsTooLargeIsSentInParts() throws Exception {
        serai.holding(EIGHT);
        lrs.bodyMaxBytes(4_000); // two or three statements
        serai.start();

        serai.untilDelivered(8);

        assertStored(8);
    }

    @Test
    void aRequestHasNoMoreBytesThanAreSetUnlessOneRecordHas() throws Exception {
        try (HttpSink sink = new HttpSink()) {
            String large = "x".repeat(5_000);
            serai.with("serai.lrs.batch.max.bytes", 4_000).with("serai.lrs.url", sink.url())
                    .holding("anna", "ben", large, "cleo", "dora").start();

            serai.untilDelivered(5);

            assertThat(sink.requests()).hasSize(3).filteredOn(request -> !request.body().contains(large))
                    .allSatisfy(request -> assertThat(request.body().length()).isLessThan(4_000));
            serai.stop();
        }
    }

    @ParameterizedTest
    @CsvSource({"false, ", "true, gzip"})
    void getsCompressedRequestsWhereItIsKnownToTakeThem(boolean gzip, String encoding) throws Exception {
        try (HttpSink sink = new HttpSink()) {
            serai.with("serai.lrs.gzip", gzip).with("serai.lrs.url", sink.url()).holding(EIGHT).start();

            serai.untilDelivered(8);

            assertThat(sink.requests()).singleElement().satisfies(request -> {
                assertThat(request.header("Content-Encoding")).isEqualTo(encoding);
                assertThat(request.header("Content-Type")).startsWith("application/json");
                assertThat(Integer.parseInt(request.header("Content-Length"))).isPositive();
                assertThat(request.body()).startsWith("[{").endsWith("}]");
            });
            serai.stop();
        }
    }

    @Test
    void aRecordThatIsTooLargeByItselfIsDeadLettered() throws Exception {
        lrs.bodyMaxBytes(2_000);
        String large = "x".repeat(2_000);
        serai.holding("anna", large, "ben").start();

        serai.untilBalance(3, 2, 0, 1);

        assertStored(2);
        assertThat(serai.journalRows("SELECT class, status FROM aside")).containsExactly("refused|413");
    }
}
