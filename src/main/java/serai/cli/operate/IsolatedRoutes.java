package serai.cli.operate;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.PluginHelper;
import serai.cli.terminal.StoredSettings;
import serai.journal.DestinationName;
import serai.model.LearningRecord;
import serai.settings.Setting;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Runs the routes of some files without all others. Their {@code journal:} endpoints hand each record, and the names of its
 * destinations, to a function. Routes that need other beans, or routes of other files, can't be run this way.
 */
final class IsolatedRoutes implements AutoCloseable {

    private final CamelContext context = new DefaultCamelContext();
    private final ProducerTemplate producer;

    /**
     * @param files   names of the routes' files
     * @param beans   the beans that the routes use, by name
     * @param journal gets each record that is sent to {@code journal:}; the sender gets its exceptions
     * @throws Exception if a file is missing, or the routes can't run without others; the message has one line
     */
    IsolatedRoutes(CommandContext command, List<String> files, Map<String, Object> beans,
            BiConsumer<LearningRecord, Set<String>> journal)
            throws Exception {
        Collection<Resource> routes = command.settings().routes();
        List<Resource> some = new ArrayList<>();
        for (String file : files) {
            some.add(routes.stream().filter(route -> route.getLocation().endsWith("/" + file)).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no %s at %s, the place that the setting %s names"
                            .formatted(file, command.settings().text(Setting.ROUTES), Setting.ROUTES.key()))));
        }
        StoredSettings.addTo(context);
        context.addComponent("journal", new Handing(journal));
        context.getRegistry().bind("clock", command.clock());
        beans.forEach(context.getRegistry()::bind);
        try {
            PluginHelper.getRoutesLoader(context).loadRoutes(some);
            context.start();
        } catch (Exception e) {
            context.stop();
            throw new IllegalArgumentException("%s can't run without other routes and beans, so this command can't use it"
                    .formatted(String.join(" with ", files)), e);
        }
        producer = context.createProducerTemplate();
    }

    /** Returns when the routes have handled the message. @throws CamelExecutionException if they fail; its cause is the failure */
    void send(String uri, Object body, Map<String, Object> headers) {
        producer.sendBodyAndHeaders(uri, body, headers);
    }

    @Override
    public void close() {
        context.stop();
    }

    /** The component {@code journal:NAME,NAME,…}, which hands each record to the function. */
    private static final class Handing extends DefaultComponent {

        private final BiConsumer<LearningRecord, Set<String>> to;

        Handing(BiConsumer<LearningRecord, Set<String>> to) {
            this.to = to;
        }

        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
            Set<String> names = DestinationName.written(remaining).collect(Collectors.toCollection(TreeSet::new));
            return new DefaultEndpoint(uri, this) {
                @Override
                public Producer createProducer() {
                    return new DefaultProducer(this) {
                        @Override
                        public void process(Exchange exchange) throws InvalidPayloadException {
                            to.accept(exchange.getMessage().getMandatoryBody(LearningRecord.class), names);
                        }
                    };
                }

                @Override
                public Consumer createConsumer(Processor processor) {
                    throw new UnsupportedOperationException(getEndpointUri() + " can't be read by this command");
                }
            };
        }
    }
}
