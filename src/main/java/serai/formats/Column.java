package serai.formats;

import org.jspecify.annotations.Nullable;
import serai.model.Activity;
import serai.model.InstantText;
import serai.model.Learner;
import serai.model.LearningRecord;
import serai.model.Mark;

import java.util.Locale;
import java.util.function.Function;

/**
 * The columns of a record in CSV, and in the rows for SQL statements, in their fixed order. A value is a String, a BigDecimal,
 * a Boolean, or null if the record has no such value. Times are ISO 8601 in UTC with exactly six digits of a fraction, so that
 * sorting them as text sorts them by time. Databases keep no more digits. {@code RecordField} names the columns of each field.
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
    OCCURRED_AT(record -> InstantText.microseconds(KnownType.occurredAt(record))),
    RECEIVED_AT(record -> InstantText.microseconds(record.receivedAt())),
    COURSE_ID(record -> of(course(record), Activity::id)),
    COURSE_NAME(record -> of(course(record), Activity::name)),
    MODULE_ID(record -> of(module(record), Activity::id)),
    MODULE_TYPE(record -> of(module(record), module -> module.kind().name())),
    LEARNING_PATH_ID(record -> of(learningPath(record), Activity::id)),
    LEARNING_PATH_NAME(record -> of(learningPath(record), Activity::name)),
    PERCENTAGE(record -> record.result() == null ? null : record.result().percentage()),
    REDRAW(record -> record.marks().contains(Mark.REDRAW));

    private final String title = name().toLowerCase(Locale.ROOT);
    private final Function<LearningRecord, @Nullable Object> value;

    Column(Function<LearningRecord, @Nullable Object> value) {
        this.value = value;
    }

    /** The column's name in headings, in snake case. */
    String title() {
        return title;
    }

    /** @param record of a {@link KnownType} */
    @Nullable
    Object value(LearningRecord record) {
        return value.apply(record);
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
