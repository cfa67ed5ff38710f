package serai.sources;

import com.azure.core.util.BinaryData;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import serai.Golden;
import serai.model.LearningRecord;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RecordTransformerTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final byte[] LOGIN = Golden.read("events/mct-login.json");

    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() throws Exception {
        Properties settings = new Properties();
        settings.putAll(Map.of("serai.mct.source", "mct-west", "serai.praesidium.source", "academy"));
        context.getPropertiesComponent().setInitialProperties(settings);
        context.getRegistry().bind("clock", Clock.fixed(NOW, ZoneOffset.UTC));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:mct").transformDataType("mct:record");
                from("direct:praesidium").transformDataType("praesidium:record");
            }
        });
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    static Stream<Object> bodies() {
        return Stream.of(LOGIN, new String(LOGIN, StandardCharsets.UTF_8), BinaryData.fromBytes(LOGIN),
                new ByteArrayInputStream(LOGIN));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void takesTheBytesOfWhateverTheBodyIs(Object body) {
        LearningRecord record = send("direct:mct", body);

        assertThat(record.raw().bytes()).isEqualTo(LOGIN);
        assertThat(record.source()).isEqualTo("mct-west");
        assertThat(record.receivedAt()).isEqualTo(NOW);
    }

    /** Named by its class's name: compiled against, its annotations give warnings. */
    @Test
    void takesTheBytesOfABufferOfVertx() throws Exception {
        Object buffer = context.getTypeConverter().mandatoryConvertTo(Class.forName("io.vertx.core.buffer.Buffer"), LOGIN);

        assertThat(send("direct:mct", buffer)).isEqualTo(send("direct:mct", LOGIN));
    }

    @Test
    void decodesPraesidiumUnderItsOwnName() {
        assertThat(send("direct:praesidium", Golden.read("events/praesidium-course-completed.json")).source())
                .isEqualTo("academy");
    }

    @Test
    void refusesBytesThatAreNotUtf8WhoeverCarriesThem() {
        byte[] latin = "{\"EventType\": \"é\", \"MessageBody\": {}}".getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> send("direct:mct", BinaryData.fromBytes(latin)))
                .isInstanceOf(CamelExecutionException.class)
                .cause().isInstanceOf(UnreadableEventException.class).hasMessageContaining("aren't UTF-8");
    }

    @Test
    void refusesABodyThatIsNoBytes() {
        for (Object body : new Object[] {null, new Object(), Map.of("EventType", "LOGIN")}) {
            assertThatThrownBy(() -> send("direct:mct", body)).cause()
                    .isInstanceOf(UnreadableEventException.class).hasNoCause();
        }
    }

    private LearningRecord send(String uri, Object body) {
        try (ProducerTemplate template = context.createProducerTemplate()) {
            return template.requestBody(uri, body, LearningRecord.class);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
