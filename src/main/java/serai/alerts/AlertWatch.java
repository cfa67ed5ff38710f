package serai.alerts;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.alerts.signs.AlertCondition;
import serai.alerts.signs.AlertKind;
import serai.alerts.signs.Sign;
import serai.journal.JournalUnavailableException;
import serai.journal.operations.alert.OpenAlerts;
import serai.model.FailureText;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Decides when an alert begins and when it has ended: what is found must last for a while, and must be over for a while. What has
 * begun is noted in the journal, so it is told once by all processes that share it, and a restart tells nothing again. Used by one
 * thread.
 */
final class AlertWatch {

    private static final Logger LOG = LoggerFactory.getLogger(AlertWatch.class);

    private final List<Sign> signs;
    private final OpenAlerts open;
    private final Duration beginAfter;
    private final Duration endAfter;
    private final Clock clock;
    private final Consumer<AlertEvent> told;
    /** Since when something is bad enough to be told, by the alert's name. */
    private final Map<String, Instant> present = new HashMap<>();
    /** Since when something is over that was told. */
    private final Map<String, Instant> gone = new HashMap<>();
    /** What was told, when this process last looked. */
    private Set<String> known = Set.of();
    private final Set<Sign> failing = new HashSet<>();

    /**
     * @param beginAfter how long something must last until it is told
     * @param endAfter   how long it must be over until that is told
     * @param told       gets the events
     */
    AlertWatch(List<Sign> signs, OpenAlerts open, Duration beginAfter, Duration endAfter, Clock clock,
            Consumer<AlertEvent> told) {
        this.signs = signs;
        this.open = open;
        this.beginAfter = beginAfter;
        this.endAfter = endAfter;
        this.clock = clock;
        this.told = told;
    }

    /**
     * Looks once.
     *
     * @throws JournalUnavailableException if the journal can't be read or written; what would have been told is told later
     */
    void look() {
        Map<String, AlertCondition> found = new LinkedHashMap<>();
        boolean all = true;
        for (Sign sign : signs) {
            all &= look(sign, found);
        }
        Instant now = clock.instant();
        Map<String, Instant> begun = open.all();
        known.stream().filter(name -> !begun.containsKey(name)).forEach(present::remove); // another process has told its end
        for (AlertCondition one : found.values()) {
            gone.remove(one.name());
            if (one.begins() && !begun.containsKey(one.name())) {
                begin(one, present.computeIfAbsent(one.name(), unused -> now), now);
            }
        }
        present.keySet().removeIf(name -> !found.containsKey(name) || !found.get(name).begins());
        if (all) { // a sign that could not look does not know what is over
            begun.forEach((name, since) -> {
                if (!found.containsKey(name)) {
                    end(name, since, now);
                }
            });
        }
        gone.keySet().retainAll(begun.keySet());
        known = open.all().keySet();
    }

    private boolean look(Sign sign, Map<String, AlertCondition> found) {
        try {
            sign.look(one -> found.put(one.name(), one));
            failing.remove(sign);
            return true;
        } catch (JournalUnavailableException e) {
            throw e;
        } catch (Exception e) {
            if (failing.add(sign)) {
                LOG.warn(
                        "Serai can't look whether there is something to alert of: {}. It tries again; what it can still see is told.",
                        FailureText.firstLine(e));
            }
            return false;
        }
    }

    private void begin(AlertCondition one, Instant since, Instant now) {
        if (!now.isBefore(since.plus(beginAfter)) && open.begin(one.name())) {
            told.accept(new AlertEvent(one.name(), one.kind(), one.subject(), true, one.text(), one.remedy(), since, now));
        }
    }

    private void end(String name, Instant since, Instant now) {
        Instant over = gone.computeIfAbsent(name, unused -> now);
        if (!now.isBefore(over.plus(endAfter)) && open.end(name)) {
            gone.remove(name);
            kind(name).ifPresent(kind -> {
                String subject = name.substring(kind.text().length() + 1);
                told.accept(new AlertEvent(name, kind, subject, false, "%s of %s".formatted(kind.text().replace('-', ' '), subject),
                        "", since, now));
            });
        }
    }

    private static Optional<AlertKind> kind(String name) {
        return Arrays.stream(AlertKind.values()).filter(one -> name.startsWith(one.text() + "/")).findFirst();
    }
}
