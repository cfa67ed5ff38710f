package serai.alerts;

import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import serai.alerts.signs.AlertType;
import serai.steps.AlertUri;

import java.util.Set;

/** An endpoint {@code serai-alert:TYPE,TYPE,…}: the alerts of these types. It has no options. */
public final class AlertEndpoint extends DefaultEndpoint implements MultipleConsumersSupport {

    private final AlertComponent component;
    private final Set<AlertType> types;

    AlertEndpoint(String uri, AlertComponent component, Set<AlertType> types) {
        super(uri, component);
        this.component = component;
        this.types = types;
    }

    boolean has(AlertType type) {
        return types.contains(type);
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    /** Several routes may be told the same, each by its own channel. */
    @Override
    public boolean isMultipleConsumersSupported() {
        return true;
    }

    /** @throws UnsupportedOperationException always: nobody but Serai tells alerts */
    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException(
                "nothing can be sent to %s: a route that begins with it gets alerts".formatted(AlertUri.SCHEME));
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        Consumer consumer = new AlertConsumer(this, component, processor);
        configureConsumer(consumer);
        return consumer;
    }
}
