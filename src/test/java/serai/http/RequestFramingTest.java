package serai.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;

/** What is refused at the ports, {@code AmbiguousRequestsTest} shows. */
class RequestFramingTest {

    private static final String GET = "GET /x HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String POST = "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}";
    private static final String CHUNKS =
            "\r\nPOST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2;a=\"b\"\r\n{}\r\n0\r\nX: y\r\n\r\n";

    @ParameterizedTest
    @ValueSource(strings = {GET, POST, CHUNKS, GET + POST + CHUNKS + GET, "GET / HTTP/1.0\r\n\r\n" + CHUNKS})
    void passesWhatIsRightHoweverItArrives(String requests) {
        for (int first = 0; first <= requests.length(); first++) {
            RequestFraming framing = new RequestFraming();

            assertThat(framing.follow(bytes(requests.substring(0, first)))).isEqualTo(first);
            assertThat(framing.follow(bytes(requests.substring(first)))).isEqualTo(requests.length() - first);
            assertThat(framing.wrong()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 2\r\nContent-Length: 2\r\n", "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n",
            "Host: y\r\n"})
    void passesOnlyTheRequestsBeforeTheWrongOne(String fields) {
        RequestFraming framing = new RequestFraming();

        assertThat(framing.follow(bytes(POST + GET.replace("\r\n\r\n", "\r\n" + fields + "\r\n")))).isEqualTo(POST.length());
        assertThat(framing.wrong()).isNotNull();
        assertThat(framing.isBehindHead()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2\r\n{}{}", "100000000\r\n", "0\r\nContent-Length: 2\r\n", "0\r\n\n"})
    void tellsWhatIsWrongBehindTheHead(String body) {
        RequestFraming framing = new RequestFraming();
        framing.follow(bytes(CHUNKS.substring(0, CHUNKS.indexOf("2;"))));

        framing.follow(bytes(body));

        assertThat(framing.wrong()).isNotNull();
        assertThat(framing.isBehindHead()).isTrue();
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
