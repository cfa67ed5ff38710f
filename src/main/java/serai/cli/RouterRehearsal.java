package serai.cli;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.PluginHelper;
import serai.Setting;
import serai.Settings;
import serai.model.LearningRecord;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The router's route by itself, where {@code journal:} appends nothing and only notes the names: so that one can ask which
 * destinations it would choose. A router that needs beans or routes of other files can't be asked this way.
 */
final class RouterRehearsal implements AutoCloseable {

    private static final String FILE = "router.camel.yaml";

    private final CamelContext context = new DefaultCamelContext();
    private final ProducerTemplate producer;
    private final Set<String> named = new TreeSet<>();

    /** @throws Exception if there is no router, or if it does not run by itself; the message says so in one line */
    RouterRehearsal(Workplace workplace) throws Exception {
        List<Resource> router = workplace.settings().routes().stream()
                .filter(file -> file.getLocation().endsWith("/" + FILE)).toList();
        if (router.isEmpty()) {
            throw new IllegalArgumentException("there is no %s at %s, which the setting %s names"
                    .formatted(FILE, workplace.settings().text(Setting.ROUTES), Setting.ROUTES.key()));
        }
        context.getPropertiesComponent().setLocation("file:application.properties;optional=true");
        Settings.of(context);
        context.addComponent("journal", new Noting());
        try {
            PluginHelper.getRoutesLoader(context).loadRoutes(router);
            context.start();
        } catch (Exception e) {
            context.stop();
            throw new IllegalArgumentException(FILE + " does not run by itself; only then can it be asked again", e);
        }
        producer = context.createProducerTemplate();
    }

    /** The destinations that the router chooses for a record now; not safe for use by several threads. */
    Set<String> destinations(LearningRecord record) {
        named.clear();
        try {
            producer.sendBodyAndHeader("direct:router", record, "type", record.type()); // as a source does
        } catch (CamelExecutionException e) {
            throw new IllegalStateException("the router fails for record " + record, e.getCause());
        }
        return Set.copyOf(named);
    }

    @Override
    public void close() {
        context.stop();
    }

    /** {@code journal:NAME,NAME,…} that only notes the names. */
    private final class Noting extends DefaultComponent {

        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
            return new DefaultEndpoint(uri, this) {
                @Override
                public Producer createProducer() {
                    return new DefaultProducer(this) {
                        @Override
                        public void process(Exchange exchange) {
                            Arrays.stream(remaining.split(",")).map(String::strip).forEach(named::add);
                        }
                    };
                }

                @Override
                public Consumer createConsumer(Processor processor) {
                    throw new UnsupportedOperationException(getEndpointUri() + " can't be read from here");
                }
            };
        }
    }
}
