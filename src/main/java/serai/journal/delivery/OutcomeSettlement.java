package serai.journal.delivery;

import org.jspecify.annotations.Nullable;
import serai.journal.RecordState;
import serai.journal.delivery.UnsettledOutcome.OfHeld;
import serai.journal.delivery.page.PageOutcome;
import serai.journal.delivery.retry.NextAttempt;
import serai.journal.store.CursorMovedException;
import serai.journal.store.Settlement;

import java.time.Duration;
import java.util.Optional;

/**
 * Turns outcomes of pages into settlements and has them stored. If that fails, the outcome is kept and is settled first at the next
 * call. Used by one thread.
 */
final class OutcomeSettlement {

    private final SettlementPolicy settlements;
    private final SettledState settled;
    private final PagePrefetch pages;
    private final RetrySchedule retries;
    private final NextAttempt due;
    private final DeliveryLog log;
    private final DeliveryProgress progress;
    /** The last outcome, until it is turned into a settlement. */
    private @Nullable UnsettledOutcome found;

    OutcomeSettlement(SettlementPolicy settlements, SettledState settled, PagePrefetch pages, RetrySchedule retries,
            NextAttempt due, DeliveryLog log, DeliveryProgress progress) {
        this.settlements = settlements;
        this.settled = settled;
        this.pages = pages;
        this.retries = retries;
        this.due = due;
        this.log = log;
        this.progress = progress;
    }

    /** Whether every outcome so far was turned into a settlement. */
    boolean isDone() {
        return found == null;
    }

    /** @return how long to wait before a stuck settlement is stored; empty if nothing is left to be done */
    Optional<Duration> finishLast() {
        if (settled.isStuck()) {
            Duration wait = settled.untilDue();
            if (!wait.isZero()) {
                return Optional.of(wait);
            }
            store(0);
        }
        if (found != null) {
            conclude(found);
        }
        return Optional.empty();
    }

    /** @return how long to wait for the next attempt */
    Duration settle(UnsettledOutcome result) {
        found = result;
        return conclude(result);
    }

    /** Turns the outcome into a settlement, which may need a query to the journal, and has it stored. */
    private Duration conclude(UnsettledOutcome result) {
        PageOutcome outcome = result.outcome();
        Settlement settlement = result.settlement(settlements, settled.state());
        if (result instanceof OfHeld && settlement.settled().get(0).outcome() == RecordState.HELD) {
            retries.heldAgain();
        } else if (outcome.delivered().isAnySent()) {
            retries.delivered();
        }
        log.tell(settled.state(), settlement, outcome.ended());
        note(settlement);
        progress.settled(settlement);
        found = null;
        if (settled.isTroubled()) {
            pages.goBackTo(settled.state().cursor()); // the page may be settled only in part or not at all
            due.failed(settled.state());
        }
        store(settlement.isInOrder() ? 1 : 0); // otherwise the next read depends on it
        return settled.isTroubled() ? due.untilDue(settled.state()) : Duration.ZERO;
    }

    /** Adds the settlement to those to be stored, and goes on from its state as if it were stored. */
    void note(Settlement settlement) {
        settled.settle(settlement);
        pages.goOnTo(settled.state().cursor());
    }

    /** See {@link SettledState#store}. */
    void store(int left) {
        try {
            settled.store(left);
        } catch (CursorMovedException e) {
            pages.discard();
            found = null;
            throw e;
        }
    }

    /** Stores what was delivered and is not stored yet. If that fails, those records are delivered again after the next start. */
    void end() {
        try {
            store(0);
            if (found != null) {
                conclude(found);
                store(0);
            }
        } catch (RuntimeException e) {
            log.standsStill(e);
        }
    }
}
