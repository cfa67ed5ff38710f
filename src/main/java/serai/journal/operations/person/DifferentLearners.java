package serai.journal.operations.person;

import org.jspecify.annotations.Nullable;
import serai.journal.sql.batch.BatchedRecord;
import serai.journal.sql.query.BatchWatch;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.query.RecordRow;
import serai.model.CanonicalJson;
import serai.model.Learner;
import serai.model.LearningRecord;
import serai.model.Platform;

import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The different learners that records name, one record for each: a person's addresses and ids may change. Changes nothing. */
record DifferentLearners(JournalQuery reading) {

    private record Told(Platform platform, Learner learner) {
    }

    /** @param seqs sequence numbers of records; of a purged record, a copy that stands aside is read */
    Collection<LearningRecord> of(List<Long> seqs) throws SQLException {
        Map<Told, LearningRecord> different = new LinkedHashMap<>();
        for (long seq : seqs) {
            LearningRecord record = record(seq);
            if (record != null && record.learner() != null) {
                different.putIfAbsent(new Told(record.platform(), record.learner()), record);
            }
        }
        return different.values();
    }

    private @Nullable LearningRecord record(long seq) throws SQLException {
        BatchedRecord batched = BatchWatch.record(reading, reading.place(), seq);
        if (batched != null) {
            return CanonicalJson.read(batched.json());
        }
        return RecordRow.copies(reading, seq).stream().findFirst().orElse(null);
    }
}
