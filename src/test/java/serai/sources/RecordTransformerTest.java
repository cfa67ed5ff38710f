package serai.sources;

import com.azure.core.util.BinaryData;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.Registry;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import serai.model.LearningRecord;
import serai.testkit.Golden;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RecordTransformerTest extends CamelTestSupport {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final byte[] LOGIN = Golden.read("events/mct-login.json");

    @Override
    protected CamelContext createCamelContext() throws Exception {
        Properties settings = new Properties();
        settings.putAll(Map.of("serai.mct.source", "mct-west", "serai.praesidium.source", "academy"));
        CamelContext context = super.createCamelContext();
        context.getPropertiesComponent().setInitialProperties(settings);
        return context;
    }

    @Override
    protected void bindToRegistry(Registry registry) {
        registry.bind("clock", Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:mct").transformDataType("mct:record");
                from("direct:praesidium").transformDataType("praesidium:record");
            }
        };
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
        for (Object body : new Object[]{null, new Object(), Map.of("EventType", "LOGIN")}) {
            assertThatThrownBy(() -> send("direct:mct", body)).cause()
                    .isInstanceOf(UnreadableEventException.class).hasNoCause();
        }
    }

    private LearningRecord send(String uri, Object body) {
        return template.requestBody(uri, body, LearningRecord.class);
    }
}
