package serai.privacy;

import serai.model.Learner;
import serai.model.Learner.MatchedBy;
import serai.model.LearningRecord;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * What a destination gets in place of records.
 *
 * @param records   one for each record, in the same order
 * @param originals the records themselves by the ids of the copies; empty where these are the same
 * @param copying   makes a copy of a record; the record itself where it may be carried as it is
 */
public record RecordCopies(List<LearningRecord> records, Map<UUID, LearningRecord> originals,
        UnaryOperator<LearningRecord> copying) {

    /** The exchange property with the copies that a route was given. */
    public static final String PROPERTY = "serai.copies";

    /** Records that may be carried as they are. */
    public static RecordCopies themselves(List<LearningRecord> records) {
        return new RecordCopies(records, Map.of(), UnaryOperator.identity());
    }

    /** The id of the original record; the given id if it is no copy's. */
    public UUID original(UUID copy) {
        LearningRecord record = originals.get(copy);
        return record == null ? copy : record.id();
    }

    /** The record of which this is a copy, with all that is known of it. The destination may not carry it. */
    public LearningRecord original(LearningRecord copy) {
        return originals.getOrDefault(copy.id(), copy);
    }

    /** A new copy of a record that is now known to be that person's; of the person, it has what the destination may carry. */
    public LearningRecord withPerson(LearningRecord copy, String person, MatchedBy matchedBy) {
        return copying.apply(original(copy).withPerson(person, matchedBy));
    }

    /**
     * As {@link #withPerson}, but the learner keeps the id of the copy: a destination that also takes records without a person has
     * all records of an account under one id, whether or not the person is found.
     */
    public LearningRecord withPersonOfAccount(LearningRecord copy, String person, MatchedBy matchedBy) {
        LearningRecord anew = withPerson(copy, person, matchedBy);
        Learner learner = copy.learner();
        return learner == null ? anew : anew.withLearnerId(learner.id());
    }

    /** The number of records; nothing of them. */
    @Override
    public String toString() {
        return "RecordCopies[%s]".formatted(records.size());
    }
}
