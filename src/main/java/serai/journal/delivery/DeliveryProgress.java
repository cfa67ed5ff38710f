package serai.journal.delivery;

import org.jspecify.annotations.Nullable;
import serai.journal.RecordState;
import serai.journal.attempt.Attempt;
import serai.journal.delivery.page.BatchHandler;
import serai.journal.delivery.page.BatchKey;
import serai.journal.store.Settlement;
import serai.journal.store.Settlement.Settled;
import serai.model.LearningRecord;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * Whether the delivery to a destination makes progress, from what its threads do and not from the stored state. The delivering
 * threads write it; any thread may read it.
 */
public final class DeliveryProgress {

    /** Why nothing can be delivered although the destination is not at fault, and since when. */
    private record Trouble(String reason, Instant since) {
    }

    private final Clock clock;
    private volatile Instant lastSign;
    private volatile Instant lastGiven;
    private volatile @Nullable Trouble trouble;
    /** Until when the records of a period wait; null while none do, and for a destination without a period. */
    private volatile @Nullable Instant waitsUntil;
    private volatile Instant dueSince = Instant.EPOCH;
    private volatile Consumer<Duration> times = took -> {
    };
    private int giving;

    DeliveryProgress(Clock clock) {
        this.clock = clock;
        this.lastSign = clock.instant();
        this.lastGiven = lastSign;
    }

    /** Notes that the delivery looks for records; an idle delivery does so every second. */
    void looks() {
        lastSign = clock.instant();
    }

    /** The same route, with each call noted as a sign of progress. */
    BatchHandler watching(BatchHandler route) {
        return (BatchKey key, List<LearningRecord> records, Attempt attempt) -> {
            changes(1);
            try {
                route.take(key, records, attempt);
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

    /** @param told gets the time from receipt to delivery of each record that is delivered for the first time */
    public void timedBy(Consumer<Duration> told) {
        times = told;
    }

    /** Notes what has become of a page's records. A record that a replay sends once more, or that was left out, is not timed. */
    void settled(Settlement settlement) {
        Instant now = clock.instant();
        for (Settled one : settlement.settled()) {
            if (one.outcome() == RecordState.DELIVERED && one.entry().counted() == RecordState.PENDING && !one.leftOut()) {
                Duration took = Duration.between(one.entry().record().receivedAt(), now);
                times.accept(took.isNegative() ? Duration.ZERO : took);
            }
        }
    }

    void standsStill(String reason) {
        Trouble known = trouble;
        trouble = new Trouble(reason, known == null ? clock.instant() : known.since);
    }

    void goesOn() {
        trouble = null;
    }

    /** Notes that records are to be delivered when their period is over, and not before. */
    void waits(Instant until) {
        waitsUntil = until;
    }

    /** Notes that a period is over. */
    void isDue(Instant since) {
        waitsUntil = null;
        dueSince = since;
    }

    /** Until when the records of a period wait; null if nothing waits for that. */
    public @Nullable Instant waitsUntil() {
        return waitsUntil;
    }

    /**
     * How late a record is: a record that waits for the end of its period is not late.
     *
     * @param received when it was received
     */
    public Duration lag(Instant received) {
        Duration lag = Duration.between(received.isAfter(dueSince) ? received : dueSince, clock.instant());
        return waitsUntil != null || lag.isNegative() ? Duration.ZERO : lag;
    }

    private synchronized boolean isGiving() {
        return giving > 0;
    }

    /** When records were last given to the route, or when it last returned; if none were given yet, when this delivery began. */
    public Instant lastGiven() {
        return lastGiven;
    }

    /** Why nothing can be delivered although the destination is not at fault, in one line; null if nothing is in the way. */
    public @Nullable String trouble() {
        Trouble known = trouble;
        return known == null ? null : "nothing has been delivered since %s: %s".formatted(known.since, known.reason);
    }

    /**
     * Since when the delivery has given no sign of progress, and what an operator can do, in one line.
     *
     * @param within how long an attempt or another step may take without a sign
     * @return null if the last sign is more recent than that
     */
    public @Nullable String silence(Duration within) {
        Instant sign = lastSign;
        if (!clock.instant().isAfter(sign.plus(within))) {
            return null;
        }
        return (isGiving()
                ? "an attempt has been under way since %s and has not ended; check the destination and the network, or restart "
                        + "Serai"
                : "no attempt was made since %s; restart Serai, and report it").formatted(sign);
    }
}
