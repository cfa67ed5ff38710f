package serai.privacy;

import org.jspecify.annotations.Nullable;
import serai.model.Learner;
import serai.model.LearningRecord;
import serai.model.Platform;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What one destination may carry. Safe for use by several threads.
 *
 * <p>Unless a destination may carry everything, its copies lack the payload as received; unless its mode is plain, each record has
 * another id ({@link RecordCopies#original}).
 */
public final class PrivacyPolicy {

    /** The id that all learners have where none may be told from another: some formats need one. */
    static final String ANYONE = "anonymous";

    private final PrivacyMode mode;
    private final LearnerFields keep;
    private final LearnerFields drop;
    private final String key;

    /**
     * @param keep what is carried of a learner besides, unless the mode is {@link PrivacyMode#PLAIN}
     * @param drop what is not carried in any mode; it has no field in common with {@code keep}
     * @param key  of the organisation; it may be empty where the mode is {@link PrivacyMode#PLAIN}
     */
    public PrivacyPolicy(PrivacyMode mode, LearnerFields keep, LearnerFields drop, String key) {
        if (mode != PrivacyMode.PLAIN && key.isEmpty()) {
            throw new IllegalArgumentException("pseudonyms need a key");
        }
        this.mode = mode;
        this.keep = keep;
        this.drop = drop;
        this.key = key;
    }

    /** The copies of these records that the destination may have; the records themselves where it may have everything. */
    public RecordCopies copies(List<LearningRecord> records) {
        if (mode == PrivacyMode.PLAIN && drop.names().isEmpty()) {
            return RecordCopies.themselves(records);
        }
        KeyedHash hash = hash();
        List<LearningRecord> copies = new ArrayList<>(records.size());
        Map<UUID, LearningRecord> originals = new HashMap<>();
        for (LearningRecord record : records) {
            LearningRecord copy = copy(record, hash);
            copies.add(copy);
            originals.put(copy.id(), record);
        }
        return new RecordCopies(List.copyOf(copies), originals, record -> copy(record, hash()));
    }

    private @Nullable KeyedHash hash() {
        return mode == PrivacyMode.PLAIN ? null : new KeyedHash(key);
    }

    private LearningRecord copy(LearningRecord record, @Nullable KeyedHash hash) {
        Learner own = record.learner();
        Learner learner = own == null ? null : copy(own, learnerId(record, own, hash));
        boolean withoutPerson = learner == null || learner.person() == null;
        return new LearningRecord(withoutPerson ? LearningRecord.SCHEMA_VERSION : record.schemaVersion(),
                hash == null ? record.id() : hash.id(record.id()), record.source(), record.platform(), record.type(),
                record.platformType(), record.occurredAt(), record.occurredAsSent(), record.receivedAt(), learner,
                record.activity(), record.result(), record.marks(), null);
    }

    /** The learner's id by which the destination knows an account; null where it can't tell anybody from another. */
    public @Nullable String learner(Platform platform, String id) {
        return switch (mode) {
            case PLAIN -> id;
            case PSEUDONYM -> new KeyedHash(key).pseudonym(platform, id);
            case NONE -> null;
        };
    }

    /** The learner's id by which the destination knows a person of the organisation; null unless it has pseudonyms. */
    public @Nullable String learner(String person) {
        return mode == PrivacyMode.PSEUDONYM ? new KeyedHash(key).pseudonym(person) : null;
    }

    /** The id that the destination has for a record: the record's own, or that of its copies. */
    public UUID recordId(UUID record) {
        KeyedHash hash = hash();
        return hash == null ? record : hash.id(record);
    }

    private String learnerId(LearningRecord record, Learner learner, @Nullable KeyedHash hash) {
        if (hash == null) {
            return learner.id();
        }
        if (mode == PrivacyMode.NONE) {
            return ANYONE;
        }
        return learner.person() == null ? hash.pseudonym(record.platform(), learner.id()) : hash.pseudonym(learner.person());
    }

    private Learner copy(Learner learner, String id) {
        boolean contact = carries(LearnerFields.CONTACT);
        boolean person = carries(LearnerFields.PERSON);
        return new Learner(id, carries(LearnerFields.EXTERNAL_ID) ? learner.externalId() : null,
                carries(LearnerFields.FIRST_NAME) ? learner.firstName() : null,
                carries(LearnerFields.LAST_NAME) ? learner.lastName() : null, contact ? learner.contact() : null,
                contact ? learner.contactType() : null, learner.refs().entrySet().stream().filter(ref -> carriesRef(ref.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                person ? learner.person() : null, person ? learner.matchedBy() : null);
    }

    private boolean carries(String field) {
        return !drop.has(field) && (mode == PrivacyMode.PLAIN || keep.has(field));
    }

    private boolean carriesRef(String name) {
        // "keep refs, drop ref3" and "drop refs, keep ref3" both mean what they say: the narrower name counts.
        if (drop.has(name)) {
            return false;
        }
        return keep.has(name) || !drop.has(LearnerFields.REFS) && (mode == PrivacyMode.PLAIN || keep.hasRef(name));
    }
}
