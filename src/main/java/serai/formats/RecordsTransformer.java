package serai.formats;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.DataType;
import org.apache.camel.spi.Transformer;
import org.jspecify.annotations.Nullable;
import serai.model.LearningRecord;
import serai.model.TranslatedText;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * A format as a Camel data type, so that a route can say {@code transformDataType: {toType: csv:rows}}. The input body is a
 * list of records, the output body is text. If the transformation fails, the body stays unchanged.
 */
public abstract class RecordsTransformer extends Transformer {

    private @Nullable Format format;

    /** Makes the format, with the context's settings. */
    protected abstract Format format(CamelContext context);

    @Override
    protected void doInit() {
        format = format(getCamelContext());
    }

    private Format initialised() {
        if (format == null) {
            throw new IllegalStateException(getName() + " has not been initialised");
        }
        return format;
    }

    @Override
    public void transform(Message message, DataType from, DataType to) {
        List<LearningRecord> records = records(message.getBody());
        String written;
        byte[] bytes;
        try {
            bytes = initialised().bytes(records);
            written = bytes == null ? initialised().write(records) : new String(bytes, StandardCharsets.UTF_8);
        } catch (UntranslatableRecordException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new UntranslatableRecordException(getName(), e, firstFailing(records));
        }
        translated(message.getExchange(), written, MappingVersion.of(getName()));
        if (bytes != null) {
            message.getExchange().setProperty(TranslatedText.BYTES, bytes);
        }
    }

    /** The id of the first record that can't be written by itself either; null if each can. */
    private @Nullable UUID firstFailing(List<LearningRecord> records) {
        for (LearningRecord record : records) {
            try {
                initialised().write(List.of(record));
            } catch (RuntimeException e) {
                return record.id();
            }
        }
        return null;
    }

    /**
     * Sets the body, and keeps it for a dead letter, whatever later steps make of it.
     *
     * @param mapping which format has written it, and which version of that
     */
    public static void translated(Exchange exchange, String written, String mapping) {
        exchange.getMessage().setBody(written);
        exchange.setProperty(TranslatedText.PROPERTY, written);
        exchange.removeProperty(TranslatedText.BYTES);
        exchange.setProperty(TranslatedText.MAPPING, mapping);
    }

    private List<LearningRecord> records(@Nullable Object body) {
        if (body instanceof LearningRecord one) { // of a route without a journal, as of a Kamelet
            return List.of(one);
        }
        if (!(body instanceof List<?> list)) {
            throw new IllegalArgumentException(
                    getName() + " needs a learning record, or a list of them as journal: delivers it; the body "
                            + "is " + (body == null ? "empty" : "a " + body.getClass().getName()));
        }
        return list.stream().map(LearningRecord.class::cast).toList();
    }
}
