package serai.alerts.signs;

import serai.journal.JournalReport;
import serai.journal.SourceCounts;
import serai.journal.operations.history.CounterHistory;
import serai.journal.operations.history.CounterSample;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Sources that are silent for longer than is usual for them: events came in the same hours of each of the last four weeks that
 * the history has, and it has at least two. So a weekend without events is usual where the weekends before had none.
 */
public final class SilentSourceSign implements Sign {

    private static final int WEEKS = 4;
    private static final int WEEKS_MIN = 2;
    /** Fewer events in those hours may be missing by chance. */
    private static final int EVENTS_MIN = 5;
    private static final Duration WEEK = Duration.ofDays(7);
    /** How far apart older samples are: what came just before the silence began must not count. */
    private static final Duration BLUR = Duration.ofHours(1);

    /** What a source had sent at the last look, and when it had last sent something. */
    private record Heard(long sent, Instant at) {
    }

    private final JournalReport journal;
    private final CounterHistory history;
    private final Duration least;
    private final Clock clock;
    private final Map<String, Heard> heard = new HashMap<>();

    /** @param least a shorter silence is never told */
    public SilentSourceSign(JournalReport journal, CounterHistory history, Duration least, Clock clock) {
        this.journal = journal;
        this.history = history;
        this.least = least;
        this.clock = clock;
    }

    @Override
    public void look(Consumer<AlertCondition> found) {
        Instant now = clock.instant();
        journal.sources().forEach((source, counts) -> {
            long sent = counts.sent();
            Heard last = heard.get(source);
            if (last == null) {
                last = new Heard(sent, since(source, counts, now));
            } else if (sent != last.sent) {
                last = new Heard(sent, now);
            }
            heard.put(source, last);
            Duration silence = Duration.between(last.at, now);
            if (silence.compareTo(least) >= 0) {
                condition(source, last.at, now).ifPresent(found);
            }
        });
    }

    /** After a start: when the history first had as much from the source as now. */
    private Instant since(String source, SourceCounts counts, Instant now) {
        return history.reached(source, counts).map(CounterSample::at).orElse(now);
    }

    /**
     * Compares a silence with the same hours of earlier weeks; empty if it is usual. While the history has too few of these weeks,
     * also because the silence is longer than what it keeps, no alert begins, and none ends.
     */
    private Optional<AlertCondition> condition(String source, Instant from, Instant to) {
        long fewest = Long.MAX_VALUE;
        int weeks = 0;
        for (int week = 1; week <= WEEKS; week++) {
            Duration ago = WEEK.multipliedBy(week);
            Optional<CounterSample> begin = near(source, from.minus(ago).plus(BLUR));
            Optional<CounterSample> end = near(source, to.minus(ago));
            if (begin.isPresent() && end.isPresent()) {
                weeks++;
                fewest = Math.min(fewest, end.get().done() - begin.get().done());
            }
        }
        if (weeks < WEEKS_MIN) {
            return Optional.of(AlertCondition.lasts(AlertType.SOURCE_SILENT, source));
        }
        return fewest < EVENTS_MIN ? Optional.empty() : Optional.of(AlertCondition.begins(AlertType.SOURCE_SILENT, source,
                "%s has sent nothing for %s hours; in the same hours of the last weeks at least %s events came"
                        .formatted(source, Duration.between(from, to).toHours(), fewest),
                "ask whether the platform sends, and whether it reaches Serai"));
    }

    /** The last sample before a time; empty if it is more than two hours older, since nothing was stored then. */
    private Optional<CounterSample> near(String source, Instant at) {
        return history.ofSource(source, at).filter(sample -> !sample.at().isBefore(at.minus(BLUR.multipliedBy(2))));
    }
}
