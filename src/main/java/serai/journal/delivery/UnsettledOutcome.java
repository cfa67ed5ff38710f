package serai.journal.delivery;

import serai.journal.DestinationState;
import serai.journal.delivery.page.PageOutcome;
import serai.journal.store.HeldRecord;
import serai.journal.store.Page;
import serai.journal.store.Settlement;

/** What came of a page or of a held record, from which the settlement is still to be made. */
sealed interface UnsettledOutcome {

    PageOutcome outcome();

    /** @param from the destination's state before the delivery */
    Settlement settlement(SettlementPolicy policy, DestinationState from);

    /** What came of a page. */
    record OfPage(Page page, PageOutcome outcome) implements UnsettledOutcome {

        @Override
        public Settlement settlement(SettlementPolicy policy, DestinationState from) {
            return policy.of(page, outcome, from);
        }
    }

    /** What came of a held record. */
    record OfHeld(HeldRecord held, PageOutcome outcome) implements UnsettledOutcome {

        @Override
        public Settlement settlement(SettlementPolicy policy, DestinationState from) {
            return policy.of(held, outcome, from);
        }
    }
}
