package serai.formats;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.DataTypeTransformer;

/** The data type {@code cloudevents:batch}: {@link CloudEvents} with {@link CloudEventsSettings}. */
@DataTypeTransformer(name = "cloudevents:batch", description = "Learning records as a batch of CloudEvents 1.0 in JSON")
public final class CloudEventsTransformer extends RecordsTransformer {

    @Override
    protected Format format(CamelContext context) {
        return new CloudEvents(CloudEventsSettings.of(context));
    }
}
