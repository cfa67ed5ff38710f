package serai.journal.delivery;

import serai.journal.store.DeliveryStore;
import serai.journal.store.Page;
import serai.journal.store.PageEntry;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Makes the passes over a destination's records. Each begins with what the ones before it have left: the refusals in a row, the
 * values to remember, and which record is to be probed. Stores nothing. Used by one thread.
 */
final class Passes {

    private final DeliveryStore journal;
    private final String destination;
    private final BatchLimits limits;
    private final Clock clock;
    private final Executor beside;
    private final BatchHandler handler;
    private int probes;

    /** @param beside delivers other types; see {@link PageDelivery#abreast} */
    Passes(DeliveryStore journal, String destination, BatchLimits limits, Clock clock, Executor beside, BatchHandler handler) {
        this.journal = journal;
        this.destination = destination;
        this.limits = limits;
        this.clock = clock;
        this.beside = beside;
        this.handler = handler;
    }

    /** See {@link PageDelivery#overAll}. All records are repeats. */
    PageDelivery overAll(List<PageEntry> entries, SettledState settled) {
        return begin(settled).overAll(entries, true);
    }

    /** See {@link PageDelivery#abreast}. */
    PageDelivery abreast(List<PageEntry> entries, boolean repeat, SettledState settled) {
        return begin(settled).abreast(entries, repeat, beside, limits.types());
    }

    /** See {@link PageDelivery#probing}. Each call probes another record. */
    PageDelivery probing(List<PageEntry> entries, SettledState settled) {
        return begin(settled).probing(entries, probes++, settled.state().stopped() != null);
    }

    /** See {@link PeriodPass#over}. */
    Pass whole(Page page, String label, boolean repeat, SettledState settled) {
        return new PeriodPass(handler, destination, clock, runs(settled), settled.remembered(), repeat).over(page.entries(), label);
    }

    private PageDelivery begin(SettledState settled) {
        return new PageDelivery(handler, destination, limits.batch(), clock, runs(settled), settled.remembered());
    }

    private RefusedRuns runs(SettledState settled) {
        return new RefusedRuns(journal.refusedRuns(destination), settled.state().refuseNext());
    }
}
