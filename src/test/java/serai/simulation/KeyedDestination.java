package serai.simulation;

import serai.journal.attempt.Attempt;
import serai.journal.attempt.FailureClass;
import serai.journal.delivery.page.BatchKey;
import serai.journal.delivery.page.DeliveryFailedException;
import serai.model.LearningRecord;
import serai.testkit.SettableClock;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** Knows each record by its id: one that comes again is the same one, or makes it refuse the batch as an LRS does. */
final class KeyedDestination extends SimulatedDestination {
    private final Map<UUID, LearningRecord> known = new LinkedHashMap<>();
    private final Set<LearningRecord> accepted = new LinkedHashSet<>();
    private final boolean conflicts;

    KeyedDestination(String name, boolean conflicts, Random random, SettableClock clock) {
        super(name, random, clock);
        this.conflicts = conflicts;
    }

    @Override
    void keep(BatchKey key, List<LearningRecord> records, Attempt attempt) throws DeliveryFailedException {
        Optional<LearningRecord> again = records.stream().filter(record -> known.containsKey(record.id())).findFirst();
        if (again.isPresent() && !attempt.isRepeat()) {
            violated(again.get() + " was given as new, but it has arrived before");
        }
        if (again.isPresent() && conflicts) {
            if (isAlone()) {
                accepted.addAll(records);
            }
            throw failure(FailureClass.CONFLICT);
        }
        records.forEach(record -> known.putIfAbsent(record.id(), record));
    }

    @Override
    void keepLate(List<LearningRecord> records) {
        records.forEach(record -> known.putIfAbsent(record.id(), record));
    }

    @Override
    void accepted(List<LearningRecord> records) {
        accepted.addAll(records);
    }

    @Override
    List<LearningRecord> holds() {
        return List.copyOf(known.values());
    }

    @Override
    List<LearningRecord> inOrder() {
        return List.copyOf(accepted);
    }
}
