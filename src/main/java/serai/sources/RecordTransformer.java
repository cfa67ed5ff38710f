package serai.sources;

import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.spi.DataType;
import org.apache.camel.spi.Transformer;
import org.jspecify.annotations.Nullable;
import serai.model.LearningRecord;
import serai.settings.ContextClock;
import serai.settings.Settings;

import java.time.Clock;

/**
 * A decoder as a Camel data type, so that a route can say {@code transformDataType: {toType: mct:record}}. The input body is
 * the payload, in any type in which an endpoint delivers bytes. The output body is the LearningRecord; the header {@code type}
 * holds its type, as it does in the routes of destinations.
 *
 * <p>A subclass names the setting that holds the source's name; that setting is required. The clock is {@link ContextClock}.
 */
public abstract class RecordTransformer extends Transformer {

    private final String sourceSetting;
    private @Nullable EventDecoder decoder;

    public RecordTransformer(String sourceSetting) {
        this.sourceSetting = sourceSetting;
    }

    /** Makes the platform's decoder. */
    protected abstract EventDecoder decoder(String source, Clock clock);

    @Override
    protected void doInit() {
        CamelContext context = getCamelContext();
        Settings.of(context); // so that the setting has its default in a context without Serai
        decoder = decoder(context.resolvePropertyPlaceholders("{{" + sourceSetting + "}}"), ContextClock.of(context));
    }

    private EventDecoder initialised() {
        if (decoder == null) {
            throw new IllegalStateException(getName() + " has not been initialised");
        }
        return decoder;
    }

    /** @throws UnreadableEventException if the body isn't an event of the platform; the message is left unchanged */
    @Override
    public void transform(Message message, DataType from, DataType to) {
        LearningRecord record = initialised().decode(PayloadBytes.of(message));
        message.setBody(record);
        message.setHeader("type", record.type()); // replaces a header of this name that the sender has set
    }
}
