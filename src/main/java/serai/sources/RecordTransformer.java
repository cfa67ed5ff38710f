package serai.sources;

import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.spi.DataType;
import org.apache.camel.spi.Transformer;
import serai.model.LearningRecord;
import serai.settings.ContextClock;

import java.time.Clock;

/**
 * A decoder as a Camel data type, so that a route can say {@code transformDataType: {toType: mct:record}}. The body in
 * is the payload in whatever shape an endpoint hands over bytes; the body out is the LearningRecord, and the header
 * {@code type} its type, as destinations have it.
 *
 * <p>The source's name is the setting that a subclass names, required; the clock is {@link ContextClock}.
 */
public abstract class RecordTransformer extends Transformer {

    private final String sourceSetting;
    private EventDecoder decoder;

    public RecordTransformer(String sourceSetting) {
        this.sourceSetting = sourceSetting;
    }

    /** The decoder of the platform. */
    protected abstract EventDecoder decoder(String source, Clock clock);

    @Override
    protected void doInit() {
        CamelContext context = getCamelContext();
        decoder = decoder(context.resolvePropertyPlaceholders("{{" + sourceSetting + "}}"), ContextClock.of(context));
    }

    /** @throws UnreadableEventException if the body isn't an event of the platform; the body stays as it is */
    @Override
    public void transform(Message message, DataType from, DataType to) {
        LearningRecord record = decoder.decode(PayloadBytes.of(message));
        message.setBody(record);
        message.setHeader("type", record.type()); // whatever the sender calls so
    }
}
