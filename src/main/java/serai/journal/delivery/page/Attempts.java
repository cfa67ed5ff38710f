package serai.journal.delivery.page;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.journal.attempt.Attempt;
import serai.journal.store.DeliveryStore;
import serai.journal.store.PageEntry;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Attempts of one destination: each gives a batch to its route, without the records that an operator has dropped or forgotten
 * since they were read; if the journal can't be read at that moment, it gives the batch as it is. Safe for use by several threads.
 *
 * @param journal tells which records those are
 * @param clock   tells when an attempt has failed, if the route does not
 */
public record Attempts(BatchHandler route, DeliveryStore journal, String destination, Clock clock) {

    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

    /** @param known the values that the route has had remembered, by name */
    BatchResult give(Batch batch, Map<String, String> known) {
        return give(batch, known, Map.of());
    }

    /** @param toRemember values to remember if this attempt succeeds, whatever the route does */
    BatchResult give(Batch batch, Map<String, String> known, Map<String, String> toRemember) {
        Set<PageEntry> decided = decided(batch);
        if (decided.size() == batch.entries().size()) {
            return BatchResult.ofNothing(batch);
        }
        Batch left = batch.without(decided);
        Attempt attempt = new Attempt(destination, left.entries().size(), left.repeat(), known,
                left.entries().stream().map(PageEntry::trace).filter(Objects::nonNull).toList());
        toRemember.forEach(attempt::remember);
        return BatchResult.of(left, route, attempt, clock).ofAll(batch, decided);
    }

    /** Those of the batch's entries that are not to be delivered any more. */
    private Set<PageEntry> decided(Batch batch) {
        List<PageEntry> entries = batch.entries();
        Set<Long> decided;
        try {
            decided = journal.decided(destination, entries.stream().map(PageEntry::seq).toList());
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.debug("A batch for {} is sent as it is: the journal can't tell what was dropped or forgotten", destination, e);
            return Set.of(); // what other batches have brought must not be lost; this one is under way
        }
        return decided.isEmpty() ? Set.of()
                : entries.stream().filter(entry -> decided.contains(entry.seq())).collect(Collectors.toSet());
    }
}
