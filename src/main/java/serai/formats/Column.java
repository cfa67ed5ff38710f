package serai.formats;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import org.jspecify.annotations.Nullable;
import serai.model.Activity;
import serai.model.Learner;
import serai.model.LearningRecord;
import serai.model.Mark;

import java.util.Locale;
import java.util.function.Function;

/**
 * The columns of a record in CSV, and in the rows for SQL statements, in their fixed order. A value is a String, a BigDecimal,
 * a Boolean, an Instant, or null if the record has no such value. New columns come last, for readers that count them. {@code
 * RecordField} names the columns of each field.
 */
enum Column {
    RECORD_ID(record -> record.id().toString()),
    SOURCE(LearningRecord::source),
    PLATFORM(record -> record.platform().name()),
    TYPE(LearningRecord::type),
    LEARNER_ID(record -> KnownType.learner(record).id()),
    EXTERNAL_ID(record -> KnownType.learner(record).externalId()),
    FIRST_NAME(record -> KnownType.learner(record).firstName()),
    LAST_NAME(record -> KnownType.learner(record).lastName()),
    CONTACT(record -> KnownType.learner(record).contact()),
    CONTACT_TYPE(record -> contactType(KnownType.learner(record))),
    OCCURRED_AT(KnownType::occurredAt),
    RECEIVED_AT(LearningRecord::receivedAt),
    COURSE_ID(record -> of(course(record), Activity::id)),
    COURSE_NAME(record -> of(course(record), Activity::name)),
    MODULE_ID(record -> of(module(record), Activity::id)),
    MODULE_TYPE(record -> of(module(record), module -> module.kind().name())),
    LEARNING_PATH_ID(record -> of(learningPath(record), Activity::id)),
    LEARNING_PATH_NAME(record -> of(learningPath(record), Activity::name)),
    PERCENTAGE(record -> record.result() == null ? null : record.result().percentage()),
    REDRAW(record -> record.marks().contains(Mark.REDRAW)),
    REF3(ref("ref3")),
    REF4(ref("ref4")),
    REF5(ref("ref5")),
    REF7(ref("ref7")),
    REF8(ref("ref8")),
    REF9(ref("ref9")),
    PERSON(record -> KnownType.learner(record).person());

    private final String title = name().toLowerCase(Locale.ROOT);
    private final SerializableString property = new SerializedString(title);
    private final Function<LearningRecord, @Nullable Object> value;

    Column(Function<LearningRecord, @Nullable Object> value) {
        this.value = value;
    }

    /** The column's name in headings, in snake case. */
    String title() {
        return title;
    }

    /** The same as a property's name in JSON, encoded once. */
    SerializableString property() {
        return property;
    }

    /** @param record of a {@link KnownType} */
    @Nullable
    Object value(LearningRecord record) {
        return value.apply(record);
    }

    boolean isTime() {
        return this == OCCURRED_AT || this == RECEIVED_AT;
    }

    private static Function<LearningRecord, @Nullable Object> ref(String name) {
        return record -> KnownType.learner(record).refs().get(name);
    }

    private static @Nullable String contactType(Learner learner) {
        return learner.contactType() == null ? null : learner.contactType().name();
    }

    private static @Nullable String of(@Nullable Activity activity, Function<Activity, @Nullable String> property) {
        return activity == null ? null : property.apply(activity);
    }

    private static @Nullable Activity module(LearningRecord record) {
        Activity activity = record.activity();
        return is(activity, Activity.Type.LESSON) || is(activity, Activity.Type.EXAM) ? activity : null;
    }

    private static @Nullable Activity course(LearningRecord record) {
        Activity module = module(record);
        Activity activity = module == null ? record.activity() : module.parent();
        return is(activity, Activity.Type.COURSE) ? activity : null;
    }

    private static @Nullable Activity learningPath(LearningRecord record) {
        return is(record.activity(), Activity.Type.LEARNING_PATH) ? record.activity() : null;
    }

    private static boolean is(@Nullable Activity activity, Activity.Type kind) {
        return activity != null && activity.kind() == kind;
    }
}
