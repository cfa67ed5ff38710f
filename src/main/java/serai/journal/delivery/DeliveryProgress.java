package serai.journal.delivery;

import serai.journal.Attempt;
import serai.model.LearningRecord;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Whether the delivery to a destination goes on, told by what it does and not by what is stored of it. Written by the threads
 * that deliver, read by any.
 */
public final class DeliveryProgress {

    /** Why nothing can be delivered although the destination is not at fault, and since when. */
    private record Trouble(String reason, Instant since) {
    }

    private final Clock clock;
    private volatile Instant lastSign;
    private volatile Instant lastGiven;
    private volatile Trouble trouble;
    private int giving;

    DeliveryProgress(Clock clock) {
        this.clock = clock;
        this.lastSign = clock.instant();
        this.lastGiven = lastSign;
    }

    /** It looks whether there is something to do: an idle one does so every second. */
    void looks() {
        lastSign = clock.instant();
    }

    /** The same route, watched. */
    BatchHandler watching(BatchHandler route) {
        return (BatchKey kind, List<LearningRecord> records, Attempt attempt) -> {
            changes(1);
            try {
                route.take(kind, records, attempt);
            } finally {
                changes(-1);
            }
        };
    }

    private synchronized void changes(int by) {
        giving += by;
        lastSign = clock.instant();
        lastGiven = lastSign;
    }

    void standsStill(String reason) {
        Trouble known = trouble;
        trouble = new Trouble(reason, known == null ? clock.instant() : known.since);
    }

    void goesOn() {
        trouble = null;
    }

    private synchronized boolean isGiving() {
        return giving > 0;
    }

    /** When records were last given to the route, or came back from it; when this began where none were. */
    public Instant lastGiven() {
        return lastGiven;
    }

    /** Why nothing can be delivered although the destination is not at fault, in one line; null where nothing is in the way. */
    public String trouble() {
        Trouble known = trouble;
        return known == null ? null : "nothing is delivered since %s: %s".formatted(known.since, known.reason);
    }

    /**
     * Since when the delivery gives no sign, and what to do, in one line.
     *
     * @param within how long an attempt, or anything else, may take without one
     * @return null where it does
     */
    public String silence(Duration within) {
        Instant sign = lastSign;
        if (!clock.instant().isAfter(sign.plus(within))) {
            return null;
        }
        return (isGiving() ? "an attempt has been under way since %s and has not ended; look at the destination and at the network, or "
                + "start Serai again" : "nothing has been tried since %s; start Serai again, and report it").formatted(sign);
    }
}
