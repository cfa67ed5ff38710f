package serai.destinations.files;

import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import serai.formats.JsonLinesTransformer;
import serai.formats.RecordsTransformer;
import serai.model.CanonicalJson;
import serai.model.LearningRecord;
import serai.testkit.Records;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Which bytes are appended: those that a format has written, as long as they are those of the body. */
class ArchiveProducerTest {

    private static final LearningRecord RECORD = Records.completion("\u00C5sa \u0141");

    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

    private void translate(LearningRecord record) {
        JsonLinesTransformer lines = new JsonLinesTransformer();
        lines.setCamelContext(exchange.getContext());
        lines.init();
        exchange.getMessage().setBody(List.of(record));
        lines.transform(exchange.getMessage(), null, null);
    }

    private String appended() throws Exception {
        return new String(ArchiveProducer.bytes(exchange), StandardCharsets.UTF_8);
    }

    @Test
    void areThoseThatTheFormatHasWritten() throws Exception {
        translate(RECORD);

        assertThat(ArchiveProducer.bytes(exchange)).isSameAs(ArchiveProducer.bytes(exchange));
        assertThat(appended()).isEqualTo(CanonicalJson.write(RECORD) + "\n").isEqualTo(exchange.getMessage().getBody());
    }

    @Test
    void areThoseOfTheBodyWhereAStepHasChangedIt() throws Exception {
        translate(RECORD);
        exchange.getMessage().setBody(exchange.getMessage().getBody(String.class).replace("mct", "MCT"));

        assertThat(appended()).contains("MCT").isEqualTo(exchange.getMessage().getBody());
    }

    @Test
    void areThoseOfTheBodyWhereSomethingElseWasWrittenSince() throws Exception {
        translate(RECORD);
        RecordsTransformer.translated(exchange, "\u00E9\n", "template 1");

        assertThat(appended()).isEqualTo("\u00E9\n");
    }

    @Test
    void areThoseOfABodyThatNoFormatHasWritten() throws Exception {
        exchange.getMessage().setBody(new ByteArrayInputStream(new byte[]{'a', '\n'}));

        assertThat(appended()).isEqualTo("a\n");
    }
}
