package serai.journal.delivery.page;

import serai.journal.attempt.Attempt;
import serai.journal.store.PageEntry;

import java.time.Clock;
import java.util.Map;
import java.util.Objects;

/**
 * Attempts of one destination: each gives a batch to its route. Safe for use by several threads.
 *
 * @param clock tells when an attempt has failed, if the route does not
 */
public record Attempts(BatchHandler route, String destination, Clock clock) {

    /** @param known the values that the route has had remembered, by name */
    BatchResult give(Batch batch, Map<String, String> known) {
        return BatchResult.of(batch, route, attempt(batch, known), clock);
    }

    /** @param toRemember values to remember if this attempt succeeds, whatever the route does */
    BatchResult give(Batch batch, Map<String, String> known, Map<String, String> toRemember) {
        Attempt attempt = attempt(batch, known);
        toRemember.forEach(attempt::remember);
        return BatchResult.of(batch, route, attempt, clock);
    }

    private Attempt attempt(Batch batch, Map<String, String> known) {
        return new Attempt(destination, batch.entries().size(), batch.repeat(), known,
                batch.entries().stream().map(PageEntry::trace).filter(Objects::nonNull).toList());
    }
}
