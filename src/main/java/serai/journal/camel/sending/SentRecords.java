package serai.journal.camel.sending;

import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import serai.journal.attempt.Attempt;
import serai.journal.attempt.SentRequest;
import serai.model.LearningRecord;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The records that an attempt's exchange, or a copy of it, has sent, and the last request.
 *
 * <p>An exchange carries the records that its body held last: a list, or a single record, as after a {@code split}. When the
 * exchange is sent to an endpoint that leads out of Serai, these records count as sent. Serai can't see what a template leaves
 * out of a document. An exchange and its copies share this object, as an exchange property. Safe for use by several threads.
 */
public final class SentRecords {

    private static final String PROPERTY = "serai.sent.records";

    private final Attempt attempt;
    private final List<LearningRecord> all;
    /** The records that an exchange carries, by its id. It has no more entries than the attempt has copies of the exchange. */
    private final Map<String, List<?>> carried = new ConcurrentHashMap<>();
    private final Set<UUID> sent = ConcurrentHashMap.newKeySet();
    private volatile boolean allSent;
    private volatile @Nullable SentRequest last;
    private volatile boolean failed;

    private SentRecords(Attempt attempt, List<LearningRecord> all) {
        this.attempt = attempt;
        this.all = all;
    }

    /** Notes from now on what this exchange and its copies send. Its body is the list of records. */
    public static SentRecords watch(Exchange exchange, List<LearningRecord> records, Attempt attempt) {
        SentRecords watching = new SentRecords(attempt, records);
        watching.carried.put(exchange.getExchangeId(), records);
        exchange.setProperty(PROPERTY, watching);
        return watching;
    }

    /** The notes that the exchange shares; null for an exchange that is not of an attempt. */
    public static @Nullable SentRecords of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, SentRecords.class);
    }

    private static Set<UUID> ids(List<?> records) {
        return records.stream().filter(LearningRecord.class::isInstance).map(record -> ((LearningRecord) record).id())
                .collect(Collectors.toSet());
    }

    /** Looks which records the exchange carries before its next step. */
    public void look(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof LearningRecord one) {
            carried.put(exchange.getExchangeId(), List.of(one));
        } else if (body instanceof List<?> list && (list.isEmpty() || list.get(0) instanceof LearningRecord)) {
            carried.put(exchange.getExchangeId(), list);
        } else {
            carried.computeIfAbsent(exchange.getExchangeId(), id -> carries(exchange));
        }
    }

    private List<?> carries(Exchange exchange) {
        List<?> own = carried.get(exchange.getExchangeId());
        if (own != null) {
            return own;
        }
        String parent = exchange.getProperty(Exchange.CORRELATION_ID, String.class);
        return parent == null ? all : carried.getOrDefault(parent, all);
    }

    /** Notes that the exchange is sent to an endpoint that leads out of Serai. */
    void sends(Exchange exchange, Endpoint endpoint) {
        mayHaveSent(exchange);
        if (!failed && attempt.records() == 1) { // only a record by itself becomes a dead letter
            last = RequestDescription.of(exchange, endpoint, attempt);
        }
    }

    /** Notes that the records that the exchange carries count as sent, because they may have been. */
    @SuppressWarnings("ReferenceEquality") // the same list object: then its records need not be looked at one by one
    public void mayHaveSent(Exchange exchange) {
        look(exchange);
        List<?> records = carries(exchange);
        if (records == all) {
            allSent = true;
        } else {
            sent.addAll(ids(records));
        }
    }

    /** Notes that a step has failed. What the route's own error handler sends from now on is not the last request. */
    public void failed() {
        failed = true;
    }

    /** The records that the route has certainly sent nowhere. */
    public Set<UUID> leftOut() {
        if (allSent) {
            return Set.of();
        }
        Set<UUID> leftOut = ids(all);
        leftOut.removeAll(sent);
        return leftOut;
    }

    /** The last request up to the first failure, of an attempt with one record; null if there was none, and for a batch. */
    public @Nullable SentRequest last() {
        return last;
    }
}
