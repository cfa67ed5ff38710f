package serai.journal.postgresql;

import serai.journal.Appended;
import serai.journal.JournalUnavailableException;
import serai.model.LearningRecord;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.completion;

/**
 * What two instances have acknowledged, each event of another learner, and what destinations got of it; some of it a fail-over has
 * lost.
 */
final class KeptEvents {

    /** How long instances keep identities. */
    static final Duration DEDUP = Duration.ofDays(15);

    private final Clock clock;

    /** Events that were acknowledged as stored, with the destinations named for them. */
    private final Map<String, Set<String>> stored = new LinkedHashMap<>();
    private final Map<String, Instant> received = new HashMap<>();
    /** What a fail-over has lost, also if it has come again since, with all that it was ever named for. */
    private final Map<String, Set<String>> lost = new LinkedHashMap<>();
    /** What each destination was sent, each record once. */
    private final Map<String, Set<String>> sent = new LinkedHashMap<>();
    /** How often an event that is left out was acknowledged, and how often nobody knows. */
    private long filtered;
    private long unknown;
    private int learners;
    /** Identities of events that were received before are purged. */
    private Instant knownSince = Instant.MIN;

    KeptEvents(Clock clock) {
        this.clock = clock;
    }

    /** What a standby has of it. */
    record Copy(Map<String, Set<String>> stored, long filtered, long unknown) {
    }

    LearningRecord next() {
        return ofLearner("learner-" + learners++);
    }

    LearningRecord ofLearner(String learner) {
        return completion(learner).withReceivedAt(clock.instant());
    }

    /** Whoever is not answered sends again, until it is known. */
    void keep(LeasedInstance member, LearningRecord event, Set<String> named, CompletableFuture<Appended> append) {
        CompletableFuture<Appended> last = append;
        for (int tries = 0; tries < 50; tries++) {
            try {
                assertThat(last.join()).isIn(Appended.STORED, Appended.DUPLICATE);
                store(event, named);
                return;
            } catch (CompletionException e) {
                assertThat(e).hasCauseInstanceOf(JournalUnavailableException.class);
                last = member.submit(event, named);
            }
        }
        throw new AssertionError("not taken in: " + event, last.handle((done, e) -> e).join());
    }

    void store(LearningRecord event, Set<String> destinations) {
        stored.put(event.learner().id(), destinations);
        received.put(event.learner().id(), event.receivedAt());
    }

    /** What identities are too old by now is purged. */
    void purged() {
        Instant first = clock.instant().minus(DEDUP).truncatedTo(ChronoUnit.DAYS);
        knownSince = first.isAfter(knownSince) ? first : knownSince;
    }

    /** The learners of events that an instance has to know. */
    List<String> known() {
        return stored.keySet().stream().filter(learner -> !received.get(learner).isBefore(knownSince)).toList();
    }

    void isKnown(LeasedInstance member, String learner) {
        assertThat(member.submit(ofLearner(learner), Set.of("archive")).join()).as(learner).isEqualTo(Appended.DUPLICATE);
    }

    void filter(boolean acknowledged) {
        filtered += acknowledged ? 1 : 0;
        unknown += acknowledged ? 0 : 1;
    }

    void send(String destination, String learner) {
        sent.computeIfAbsent(destination, unused -> new TreeSet<>()).add(learner);
    }

    Copy copy() {
        return new Copy(new LinkedHashMap<>(stored), filtered, unknown);
    }

    /** The journal is what it was. */
    void goBackTo(Copy copy) {
        stored.forEach((learner, destinations) -> {
            if (!copy.stored.containsKey(learner)) {
                lost.computeIfAbsent(learner, unused -> new TreeSet<>()).addAll(destinations);
            }
        });
        stored.keySet().retainAll(copy.stored.keySet());
        filtered = copy.filtered;
        unknown = copy.unknown;
    }

    int count() {
        return stored.size();
    }

    int lost() {
        return gone().size();
    }

    private Set<String> gone() {
        Set<String> gone = new LinkedHashSet<>(lost.keySet());
        gone.removeAll(stored.keySet());
        return gone;
    }

    /** One that is known; null if none is. */
    String anyKnown(Random random) {
        return any(known(), random);
    }

    /** One that was lost; null if none was. */
    String anyLost(Random random) {
        return any(List.copyOf(gone()), random);
    }

    private static String any(List<String> of, Random random) {
        return of.isEmpty() ? null : of.get(random.nextInt(of.size()));
    }

    /** @return the number of records that the destination is to have */
    int check(String destination) {
        Set<String> named = named(stored, destination);
        Set<String> got = sent.getOrDefault(destination, Set.of());
        Set<String> missing = new TreeSet<>(named);
        missing.removeAll(got);
        assertThat(missing).as("what %s never got", destination).isEmpty();
        Set<String> others = new TreeSet<>(got);
        others.removeAll(named);
        others.removeAll(named(lost, destination));
        assertThat(others).as("what %s got and is not its", destination).isEmpty();
        return named.size();
    }

    private static Set<String> named(Map<String, Set<String>> events, String destination) {
        Set<String> named = new TreeSet<>();
        events.forEach((learner, destinations) -> {
            if (destinations.contains(destination)) {
                named.add(learner);
            }
        });
        return named;
    }

    void checkFiltered(long counted) {
        assertThat(counted).as("events left out").isBetween(filtered, filtered + unknown);
    }
}
