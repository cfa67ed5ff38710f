package serai.formats;

import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.spi.DataType;
import org.apache.camel.spi.Transformer;
import serai.model.LearningRecord;

import java.util.List;

/**
 * A format as a Camel data type, so that a route can say {@code transformDataType: {toType: csv:rows}}. The body in is
 * a list of records, the body out is text; when it throws the body stays as it is.
 */
abstract class RecordsTransformer extends Transformer {

    private Format format;

    /** The format with the context's settings. */
    abstract Format format(CamelContext context);

    @Override
    protected void doInit() {
        format = format(getCamelContext());
    }

    @Override
    public void transform(Message message, DataType from, DataType to) {
        message.setBody(format.write(records(message.getBody())));
    }

    private List<LearningRecord> records(Object body) {
        if (!(body instanceof List<?> list)) {
            throw new IllegalArgumentException(getName() + " is made of a list of learning records, as journal:"
                    + " hands it out; the body is " + (body == null ? "empty" : "a " + body.getClass().getName()));
        }
        return list.stream().map(LearningRecord.class::cast).toList();
    }
}
