package serai.journal.delivery;

import serai.journal.delivery.page.Attempts;
import serai.journal.delivery.page.PageDelivery;
import serai.journal.delivery.page.PageOutcome;
import serai.journal.delivery.page.PeriodDelivery;
import serai.journal.delivery.page.RefusedRuns;
import serai.journal.store.DeliveryStore;
import serai.journal.store.Page;
import serai.journal.store.PageEntry;

import java.util.List;
import java.util.concurrent.Executor;

/**
 * Delivers the pages of a destination. Each delivery begins with what the ones before it have left: the refusals in a row, the
 * values to remember, and which record is to be probed. Stores nothing. Used by one thread.
 */
final class PageDeliveries {

    private final DeliveryStore journal;
    private final BatchLimits limits;
    private final Executor beside;
    private final Attempts attempts;
    private int probes;

    /** @param beside delivers other types; see {@link PageDelivery#abreast} */
    PageDeliveries(DeliveryStore journal, BatchLimits limits, Executor beside, Attempts attempts) {
        this.journal = journal;
        this.limits = limits;
        this.beside = beside;
        this.attempts = attempts;
    }

    /** See {@link PageDelivery#overAll}. All records are repeats. */
    PageOutcome overAll(List<PageEntry> entries, SettledState settled) {
        return page(settled).overAll(entries, true);
    }

    /** See {@link PageDelivery#abreast}. */
    PageOutcome abreast(List<PageEntry> entries, boolean repeat, SettledState settled) {
        return page(settled).abreast(entries, repeat, beside, limits.types());
    }

    /** See {@link PageDelivery#probing}. Each call probes another record. */
    PageOutcome probing(List<PageEntry> entries, SettledState settled) {
        return page(settled).probing(entries, probes++, settled.state().stopped() != null);
    }

    /** See {@link PeriodDelivery#over}. */
    PageOutcome whole(Page page, String label, boolean repeat, SettledState settled) {
        return new PeriodDelivery(attempts, repeat, begin(settled)).over(page.entries(), label);
    }

    private PageDelivery page(SettledState settled) {
        return new PageDelivery(attempts, limits.batch(), begin(settled));
    }

    private PageOutcome begin(SettledState settled) {
        return new PageOutcome(new RefusedRuns(journal.refusedRuns(attempts.destination()), settled.state().refuseNext()),
                settled.remembered());
    }
}
