package serai.simulation;

import serai.journal.attempt.Attempt;
import serai.journal.delivery.page.BatchKey;
import serai.model.LearningRecord;
import serai.testkit.SettableClock;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Keeps a file for each type, as the archive does: cuts it to the remembered length, appends, remembers the new one. */
final class FilesDestination extends SimulatedDestination {
    private final Map<String, List<LearningRecord>> files = new LinkedHashMap<>();
    private final Map<String, Integer> remembered = new HashMap<>();

    FilesDestination(String name, Random random, SettableClock clock) {
        super(name, random, clock);
    }

    @Override
    void keep(BatchKey key, List<LearningRecord> records, Attempt attempt) {
        String file = key.receivedDay() + "/" + key.type();
        List<LearningRecord> lines = files.computeIfAbsent(file, unused -> new ArrayList<>());
        String length = attempt.remembered(file);
        int end = length == null ? 0 : Integer.parseInt(length);
        if (lines.size() < end) {
            violated(file + " is shorter than remembered");
        }
        lines.subList(end, lines.size()).clear();
        lines.addAll(records);
        attempt.remember(file, Integer.toString(lines.size()));
    }

    /** The lengths that the journal remembers: what stands behind them is cut off before the file is used again. */
    void remembers(Map<String, String> lengths) {
        remembered.clear();
        lengths.forEach((file, length) -> remembered.put(file, Integer.parseInt(length)));
    }

    @Override
    List<LearningRecord> holds() {
        List<LearningRecord> all = new ArrayList<>();
        files.forEach((file, lines) -> all.addAll(lines.subList(0, remembered.getOrDefault(file, 0))));
        return all;
    }
}
