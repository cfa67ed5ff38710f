package serai.sources.servicebus;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.model.FailureText;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Runs the settlements of {@link SettleBeforeStop}, and logs when they fail for a while. A message that can't be settled comes
 * again, and the journal then knows it as a duplicate. So a single failure, such as a broken connection, is not logged. But if
 * no message can be settled for a minute, the broker will in the end dead-letter messages that Serai has kept, so that is
 * logged. Safe for use by any thread.
 */
final class SettlementFailures {

    private static final Logger LOG = LoggerFactory.getLogger(SettlementFailures.class);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Clock clock;
    private @Nullable Instant failingSince;
    private boolean told;

    SettlementFailures(Clock clock) {
        this.clock = clock;
    }

    /** Runs the settlement; catches any exception of it that isn't an Error. */
    void attempt(Runnable settlement) {
        try {
            settlement.run();
            succeeded();
        } catch (RuntimeException e) {
            LOG.debug("A message could not be settled, and comes again", e);
            failed(e);
        }
    }

    private synchronized void succeeded() {
        failingSince = null;
        if (told) {
            told = false;
            LOG.info("Messages can be settled again.");
        }
    }

    private synchronized void failed(RuntimeException why) {
        Instant now = clock.instant();
        if (failingSince == null || now.isBefore(failingSince)) { // or the clock was set back
            failingSince = now;
        } else if (!told && Duration.between(failingSince, now).compareTo(PATIENCE) >= 0) {
            told = true;
            LOG.warn("No message could be settled for a minute: {}. Kept messages come again as duplicates, and end in the "
                    + "broker's dead letters after their last delivery; check that the subscription's lock lasts longer "
                    + "than serai.servicebus.prefetch messages take, and that "
                    + "Serai may settle there.", FailureText.firstLine(why));
        }
    }
}
