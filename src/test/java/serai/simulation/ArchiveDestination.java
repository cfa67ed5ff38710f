package serai.simulation;

import serai.destinations.files.RealArchive;
import serai.journal.attempt.Attempt;
import serai.journal.delivery.page.BatchKey;
import serai.journal.store.Journal;
import serai.model.LearningRecord;
import serai.testkit.SettableClock;
import serai.testkit.journal.SimulatedCrash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** The real archive, in a folder of its own. It is begun anew with the process. */
final class ArchiveDestination extends SimulatedDestination {

    private final Path folder;
    private final SettableClock clock;
    private final long rollBytes;
    private final boolean gzip;
    private final boolean atomic;
    private final Map<UUID, LearningRecord> given = new HashMap<>();
    private RealArchive archive;

    ArchiveDestination(String name, Path folder, Random random, SettableClock clock) {
        super(name, random, clock);
        this.folder = folder;
        this.clock = clock;
        this.rollBytes = random.nextBoolean() ? 500 : 0;
        this.gzip = random.nextBoolean();
        this.atomic = random.nextBoolean();
    }

    void begin(Journal journal) {
        archive = new RealArchive(folder, journal, name, clock, rollBytes, gzip, atomic);
    }

    void finish() throws IOException {
        archive.finish();
    }

    /** The process ends in order. */
    void end() throws IOException {
        archive.close();
    }

    @Override
    void keep(BatchKey key, List<LearningRecord> records, Attempt attempt) throws IOException {
        records.forEach(record -> given.put(record.id(), record));
        archive.take(key, records, attempt);
    }

    @Override
    public void take(BatchKey key, List<LearningRecord> records, Attempt attempt) throws Exception {
        archive.begins();
        try {
            super.take(key, records, attempt);
        } catch (SimulatedCrash e) {
            throw e; // nobody is left to take anything back
        } catch (Exception | Error e) {
            archive.takeBack();
            throw e;
        }
    }

    /** What stands in finished files. */
    @Override
    List<LearningRecord> holds() {
        try {
            return RealArchive.finished(folder).stream().map(id -> given.get(UUID.fromString(id))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    int arrived() {
        return 0;
    }

    @Override
    List<LearningRecord> arrivedBehind(int before) {
        return List.of(); // what was not noted is cut off
    }
}
