package serai.alerts;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.alerts.signs.AlertCondition;
import serai.alerts.signs.AlertType;
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
import java.util.function.Predicate;

/**
 * Decides when an alert begins and when it has ended: what is found must last for a while, and must be over for a while. What has
 * begun is stored in the journal, so that of all processes that share it one tells it, once, and a restart tells nothing again.
 * While the journal can't be read or written, each process tells what it finds, and stores it later. Used by one thread.
 */
final class AlertWatch {

    private static final Logger LOG = LoggerFactory.getLogger(AlertWatch.class);

    /** Who is told. */
    interface Told {

        /** Whether anybody wants alerts of this type; what nobody wants does not begin. */
        boolean wants(AlertType type);

        /** Tells everybody who wants it. */
        void tell(AlertEvent event);
    }

    private final List<Sign> signs;
    private final OpenAlerts open;
    private final Duration beginAfter;
    private final Duration endAfter;
    private final Clock clock;
    private final String subject;
    private final Told told;
    /** Since when something is bad enough to be told, by the alert's name. */
    private final Map<String, Instant> present = new HashMap<>();
    /** Since when something is over that was told. */
    private final Map<String, Instant> gone = new HashMap<>();
    /** When the alerts began whose end this process is storing. Where the commit's answer is lost, the next look finds it out. */
    private final Map<String, Instant> ending = new HashMap<>();
    /** What was told, as far as this process knows. */
    private final Set<String> known = new HashSet<>();
    /** Those that were told, and could not be stored in the journal yet. */
    private final Set<String> unnoted = new HashSet<>();
    private final Set<Sign> failing = new HashSet<>();

    /**
     * @param beginAfter how long something must last until it is told
     * @param endAfter   how long it must be over until that is told
     * @param subject    what the journal is called in an alert that it can't be used
     */
    AlertWatch(List<Sign> signs, OpenAlerts open, Duration beginAfter, Duration endAfter, Clock clock,
            String subject, Told told) {
        this.signs = signs;
        this.open = open;
        this.beginAfter = beginAfter;
        this.endAfter = endAfter;
        this.clock = clock;
        this.subject = subject;
        this.told = told;
    }

    /**
     * Looks once.
     *
     * @param unusable why the journal's counters could not be stored at the turn before; null if they could
     */
    void look(@Nullable JournalUnavailableException unusable) {
        Instant now = clock.instant();
        Map<String, AlertCondition> found = new LinkedHashMap<>();
        if (unusable != null) {
            isUnavailable(unusable, found);
        }
        boolean all = true;
        for (Sign sign : signs) {
            all &= look(sign, found);
        }
        try {
            compare(found, all, now);
        } catch (JournalUnavailableException e) { // what would have ended is told to be over later
            isUnavailable(e, found);
            begin(found, known, now, name -> unnoted.add(name));
        }
        present.keySet().removeIf(name -> !found.containsKey(name) || !found.get(name).begins());
    }

    private void compare(Map<String, AlertCondition> found, boolean all, Instant now) {
        for (String name : List.copyOf(unnoted)) {
            open.begin(name);
            unnoted.remove(name);
        }
        Map<String, Instant> begun = open.all();
        for (Map.Entry<String, Instant> one : Map.copyOf(ending).entrySet()) {
            ending.remove(one.getKey());
            if (!begun.containsKey(one.getKey())) { // the change was made, and the answer lost
                ended(one.getKey(), one.getValue(), now);
            }
        }
        known.stream().filter(name -> !begun.containsKey(name)).forEach(present::remove); // another process has told its end
        found.keySet().forEach(gone::remove);
        begin(found, begun.keySet(), now, open::begin);
        if (all) { // a sign that could not look does not know what is over
            begun.forEach((name, since) -> {
                if (!found.containsKey(name)) {
                    end(name, since, now);
                }
            });
        }
        gone.keySet().retainAll(begun.keySet());
        known.clear();
        known.addAll(open.all().keySet());
    }

    private boolean look(Sign sign, Map<String, AlertCondition> found) {
        try {
            sign.look(one -> found.put(one.name(), one));
            failing.remove(sign);
            return true;
        } catch (JournalUnavailableException e) {
            isUnavailable(e, found);
        } catch (Exception e) {
            if (failing.add(sign)) {
                LOG.warn("Serai can't check all alert conditions: {}. It tries again, and still reports the conditions that it can "
                        + "check.",
                        FailureText.firstLine(e));
            }
        }
        return false;
    }

    private void isUnavailable(JournalUnavailableException cause, Map<String, AlertCondition> found) {
        AlertCondition one = AlertCondition.begins(AlertType.JOURNAL_UNAVAILABLE, subject,
                FailureText.firstLine(cause).replaceFirst("\\.$", ""),
                "repair its database or its disk: no event is acknowledged until then, and nothing is delivered");
        found.put(one.name(), one);
    }

    /** @param note stores that an alert begins; false if another process has begun it */
    private void begin(Map<String, AlertCondition> found, Set<String> begun, Instant now, Predicate<String> note) {
        for (AlertCondition one : found.values()) {
            if (one.begins() && !begun.contains(one.name())) {
                Instant since = present.computeIfAbsent(one.name(), unused -> now);
                if (!now.isBefore(since.plus(beginAfter)) && told.wants(one.type()) && note.test(one.name())) {
                    known.add(one.name());
                    told.tell(new AlertEvent(one.name(), one.type(), one.subject(), true, one.text(), one.remedy(), since, now));
                }
            }
        }
    }

    private void end(String name, Instant since, Instant now) {
        Instant over = gone.computeIfAbsent(name, unused -> now);
        if (!now.isBefore(over.plus(endAfter))) {
            ending.put(name, since);
            boolean here = open.end(name);
            ending.remove(name);
            if (here) {
                ended(name, since, now);
            }
        }
    }

    private void ended(String name, Instant since, Instant now) {
        known.remove(name);
        gone.remove(name);
        type(name).ifPresent(type -> {
            String of = name.substring(type.text().length() + 1);
            told.tell(
                    new AlertEvent(name, type, of, false, "%s of %s".formatted(type.text().replace('-', ' '), of), "", since, now));
        });
    }

    private static Optional<AlertType> type(String name) {
        return Arrays.stream(AlertType.values()).filter(one -> name.startsWith(one.text() + "/")).findFirst();
    }
}
