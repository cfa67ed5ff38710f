package serai.journal.postgresql;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;

/** What two instances have acknowledged, and what destinations got of it; some of it a fail-over has lost. */
final class KeptEvents {

    /** Events that were acknowledged as stored, with the destinations named for them. */
    private final Map<String, Set<String>> stored = new LinkedHashMap<>();
    /** What a fail-over has lost, also if it has come again since, with all that it was ever named for. */
    private final Map<String, Set<String>> lost = new LinkedHashMap<>();
    /** What each destination was sent, each record once. */
    private final Map<String, Set<String>> sent = new LinkedHashMap<>();
    /** How often an event that is left out was acknowledged, and how often nobody knows. */
    private long filtered;
    private long unknown;

    /** What a standby has of it. */
    record Copy(Map<String, Set<String>> stored, long filtered, long unknown) {
    }

    void store(String learner, Set<String> destinations) {
        stored.put(learner, destinations);
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

    /** Null if there is none. */
    String any(Random random) {
        return any(stored.keySet(), random);
    }

    /** One that was lost; null if none was. */
    String anyLost(Random random) {
        return any(gone(), random);
    }

    private static String any(Set<String> of, Random random) {
        return of.isEmpty() ? null : List.copyOf(of).get(random.nextInt(of.size()));
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
