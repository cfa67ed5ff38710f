package serai.journal.delivery;

import org.jspecify.annotations.Nullable;
import serai.journal.store.Failure;
import serai.journal.store.PageEntry;

import java.util.Map;

/** What giving a page to the route has come to. It is stored by nobody yet. */
interface Pass {

    /** The entries that have arrived, and those that the route has left out. */
    DeliveredRecords delivered();

    /** The entries that the destination refused as single records. */
    Map<PageEntry, Failure> refused();

    /** The entries that failed as single records for a reason that may pass, while others were taken. */
    Map<PageEntry, Failure> suspects();

    /** The record with which a probe failed; null if no probe failed. */
    @Nullable
    PageEntry failedProbe();

    /** The refusals in a row, including those of this pass. */
    RefusedRuns runs();

    /** The failure that ended the pass early; null if it went through. */
    @Nullable
    Failure ended();

    /** Whether that failure stops the destination. */
    boolean isStopped();

    /** The values that the route wants remembered, from all batches that have arrived. */
    Map<String, String> changes();
}
