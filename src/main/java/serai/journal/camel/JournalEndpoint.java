package serai.journal.camel;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import serai.journal.DestinationName;
import serai.journal.delivery.BatchLimits;

import java.util.Set;

/** An endpoint {@code journal:NAME,NAME,…}: one or more destinations of the journal. */
public final class JournalEndpoint extends DefaultEndpoint {

    private static final int BATCH_SIZE_DEFAULT = 500;
    private static final int BATCH_SIZE_MAX = 10_000;
    private static final int CONCURRENT_TYPES_MAX = 16;
    /** A page holds the records of this many full batches, since it has records of several kinds. */
    private static final int PAGE_BATCHES = 10;

    private final Set<String> destinations;
    private int batchSize = BATCH_SIZE_DEFAULT;
    private int concurrentTypes = 1;

    JournalEndpoint(String uri, JournalComponent component, Set<String> destinations) {
        super(uri, component);
        this.destinations = destinations;
    }

    /** The number of records in one exchange of the destination's route, at the most: from 1 to 10,000; 500 by default. */
    public int getBatchSize() {
        return batchSize;
    }

    public void setBatchSize(int batchSize) {
        if (batchSize < 1 || batchSize > BATCH_SIZE_MAX) {
            throw refused("batchSize=%s: must be from 1 to %s records".formatted(batchSize, BATCH_SIZE_MAX));
        }
        this.batchSize = batchSize;
    }

    /**
     * The number of types of records that are delivered at the same time, at the most: from 1 to 16; 1 by default. Each type
     * keeps its order.
     */
    public int getConcurrentTypes() {
        return concurrentTypes;
    }

    public void setConcurrentTypes(int types) {
        if (types < 1 || types > CONCURRENT_TYPES_MAX) {
            throw refused("concurrentTypes=%s: must be from 1 to %s at the same time".formatted(types, CONCURRENT_TYPES_MAX));
        }
        this.concurrentTypes = types;
    }

    /** The names of the destinations, as they are written. */
    public Set<String> destinations() {
        return destinations;
    }

    /** How many records the destination's route gets at once. */
    public BatchLimits limits() {
        return new BatchLimits(batchSize, PAGE_BATCHES * batchSize, concurrentTypes);
    }

    private IllegalArgumentException refused(String problem) {
        return new IllegalArgumentException(DestinationName.SCHEME + String.join(",", destinations) + ": " + problem);
    }

    JournalComponent journalComponent() {
        return (JournalComponent) getComponent();
    }

    @Override
    public Producer createProducer() {
        return new JournalProducer(this, destinations);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (destinations.size() != 1) {
            throw new IllegalArgumentException(getEndpointUri() + ": a route reads one destination");
        }
        Consumer consumer = journalComponent().delivers() ? new JournalConsumer(this, destinations.iterator().next(), processor)
                : new DefaultConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }
}
