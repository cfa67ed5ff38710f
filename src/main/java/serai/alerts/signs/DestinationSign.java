package serai.alerts.signs;

import serai.journal.DestinationReport;
import serai.journal.JournalReport;
import serai.journal.JournalWriter;
import serai.journal.camel.health.StallWatch;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

import static serai.installation.Installation.SERAI;

/**
 * Destinations that have stopped, stand still or lag, and their dead letters.
 *
 * @param lagMax         how long the oldest record may wait
 * @param deadLettersMax how many dead letters there may be
 */
public record DestinationSign(JournalReport journal, StallWatch stalls, Duration lagMax, long deadLettersMax) implements Sign {

    @Override
    public void look(Consumer<AlertCondition> found) {
        Map<String, String> stalled = stalls.destinations();
        for (DestinationReport one : journal.destinations()) {
            if (!one.name().equals(JournalWriter.UNROUTED)) {
                state(one, stalled, found);
                lag(one, found);
                deadLetters(one, found);
            }
        }
    }

    private void state(DestinationReport one, Map<String, String> stalled, Consumer<AlertCondition> found) {
        String name = one.name();
        if (one.state().stopped() != null) {
            found.accept(AlertCondition.begins(AlertType.DESTINATION_STOPPED, name,
                    "destination %s has stopped: %s; %s records wait"
                            .formatted(name, one.state().stopped().name().toLowerCase(Locale.ROOT), one.balance().pending()),
                    "%s status says why; once it is fixed: %s destinations resume %s".formatted(SERAI, SERAI, name)));
        }
        String why = stalled.get(name);
        if (why != null) {
            found.accept(AlertCondition.begins(AlertType.DESTINATION_STALLED, name,
                    "the delivery to %s stands still".formatted(name), SERAI + " status says since when, and what to do"));
        } else if (!journal.isDeliveredHere(name)) { // only the instance that delivers knows
            found.accept(AlertCondition.lasts(AlertType.DESTINATION_STALLED, name));
        }
    }

    private void lag(DestinationReport one, Consumer<AlertCondition> found) {
        String name = one.name();
        Duration lag = journal.isDeliveredHere(name) ? stalls.lag(one) : Duration.ZERO;
        if (lag.compareTo(lagMax) > 0) {
            found.accept(AlertCondition.begins(AlertType.DESTINATION_LAGS, name,
                    "the oldest record for %s has waited for %s minutes; %s records wait".formatted(name, lag.toMinutes(),
                            one.balance().pending()),
                    SERAI + " status says whether the destination waits, and for what"));
        } else if (lag.compareTo(lagMax.dividedBy(2)) > 0 || !journal.isDeliveredHere(name)) {
            found.accept(AlertCondition.lasts(AlertType.DESTINATION_LAGS, name));
        }
    }

    private void deadLetters(DestinationReport one, Consumer<AlertCondition> found) {
        long dead = one.balance().deadLettered();
        if (dead > deadLettersMax) {
            found.accept(
                    AlertCondition.begins(AlertType.DEAD_LETTERS, one.name(), "%s has %s dead letters".formatted(one.name(), dead),
                            "%s dead-letters list --destination %s".formatted(SERAI, one.name())));
        } else if (dead > deadLettersMax * 4 / 5) {
            found.accept(AlertCondition.lasts(AlertType.DEAD_LETTERS, one.name()));
        }
    }
}
