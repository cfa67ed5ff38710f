package serai.journal.operations.history;

import serai.journal.DestinationReport;
import serai.journal.JournalReport;
import serai.journal.attempt.Latencies;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Notes once a minute what the journal's counters are. Used by one thread. */
public final class CounterWatch {

    private static final long TENTH_SECONDS = 600;

    private final JournalReport journal;
    private final Consumer<List<CounterSample>> note;
    private final Supplier<Map<String, Latencies>> latencies;
    private final Clock clock;
    private Instant last = Instant.MIN;
    private Set<String> names = Set.of(); // of the last look
    private Map<String, Latencies> noted = Map.of();

    /** @param note stores samples, without latencies: another watch of this process has them */
    public CounterWatch(JournalReport journal, Consumer<List<CounterSample>> note, Clock clock) {
        this(journal, note, Map::of, clock);
    }

    /**
     * @param note      stores samples
     * @param latencies latencies of the records that this process has delivered since its start, by the destination's name
     */
    public CounterWatch(JournalReport journal, Consumer<List<CounterSample>> note, Supplier<Map<String, Latencies>> latencies,
            Clock clock) {
        this.journal = journal;
        this.note = note;
        this.latencies = latencies;
        this.clock = clock;
    }

    /**
     * Notes the counters, if a minute has begun since the last call.
     *
     * @throws serai.journal.JournalUnavailableException if the journal can't be read or written; the next call tries again
     */
    public void look() {
        Instant now = clock.instant();
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
        if (minute.equals(last)) {
            return;
        }
        List<CounterSample> samples = new ArrayList<>();
        journal.sources().forEach((name, counts) -> samples
                .add(new CounterSample(minute, "source " + name, counts.accepted(), counts.rejected(), 0, Duration.ZERO,
                        counts.sent())));
        Map<String, Latencies> delivered = latencies.get();
        for (DestinationReport one : journal.destinations()) {
            Instant oldest = one.oldestArrived();
            Duration lag = oldest == null || oldest.isAfter(now) ? Duration.ZERO : Duration.between(oldest, now);
            samples.add(new CounterSample(minute, "destination " + one.name(), one.balance().delivered(),
                    one.balance().deadLettered(), one.balance().pending(), lag, one.state().cursor(),
                    of(delivered, one.name()).since(of(noted, one.name()))));
        }
        Set<String> counted = samples.stream().map(CounterSample::name).collect(Collectors.toSet());
        if (!last.equals(Instant.MIN)) {
            counted.stream().filter(name -> !names.contains(name)).forEach(name -> nothingBefore(name, samples));
        }
        note.accept(samples);
        names = counted;
        noted = delivered;
        last = minute;
    }

    /**
     * Adds samples of zero for a source or destination that was not there at the last look. Without them, no chart would show
     * its first counts.
     */
    private void nothingBefore(String name, List<CounterSample> samples) {
        Instant tenth = Instant.ofEpochSecond(last.getEpochSecond() / TENTH_SECONDS * TENTH_SECONDS);
        Stream.of(last.truncatedTo(ChronoUnit.HOURS), tenth, last).distinct()
                .forEach(at -> samples.add(new CounterSample(at, name, 0, 0, 0, Duration.ZERO, 0)));
    }

    private static Latencies of(Map<String, Latencies> all, String name) {
        return all.getOrDefault(name, Latencies.NONE);
    }
}
