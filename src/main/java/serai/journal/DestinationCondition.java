package serai.journal;

import java.util.Locale;

/** What a destination does at the moment, in one word. The command line and the operations page use the same words. */
public enum DestinationCondition {

    /** The records of {@link JournalWriter#UNROUTED}, which are kept and not delivered. */
    KEPT,
    /** No route names the destination any more. */
    REMOVED,
    /** Its delivery has stopped, and is tried again slowly. */
    STOPPED,
    /** No Serai runs that would deliver. */
    NOT_RUNNING,
    /** Its delivery stands still, and no fault of the destination is known. */
    STALLED,
    /** Its records wait for the end of their period. */
    GATHERING,
    /** Its last attempt has failed; the next one is due later. */
    WAITING,
    /** It has pending records, and takes them. */
    DELIVERING,
    /** It has all records that it was named for. */
    UP_TO_DATE;

    /**
     * The condition of a destination. While no Serai runs, only a stop counts of the state in the journal.
     *
     * @param isNamed   whether a route names the destination
     * @param isRunning whether a Serai runs that delivers
     * @param isStalled whether its delivery stands still without a known fault
     * @param isWaiting whether its records wait for the end of their period
     */
    public static DestinationCondition of(DestinationReport report, boolean isNamed, boolean isRunning, boolean isStalled,
            boolean isWaiting) {
        if (report.name().equals(JournalWriter.UNROUTED)) {
            return KEPT;
        }
        if (!isNamed) {
            return REMOVED;
        }
        if (report.state().stopped() != null) {
            return STOPPED;
        }
        if (!isRunning) {
            return NOT_RUNNING;
        }
        if (isStalled) {
            return STALLED;
        }
        boolean isPending = report.balance().pending() > 0;
        if (isWaiting && !report.state().isTroubled() && isPending) {
            return GATHERING;
        }
        return report.state().isTroubled() ? WAITING : isPending ? DELIVERING : UP_TO_DATE;
    }

    /** The word for people and for JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
