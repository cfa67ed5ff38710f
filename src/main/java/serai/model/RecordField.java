package serai.model;

/**
 * The fields of a record's canonical JSON, in their order: what templates, routes and readers of the archive can use.
 * {@code docs/record.md} is generated from them.
 */
public enum RecordField {
    SCHEMA_VERSION("schemaVersion", "version of the record's structure", "", "", ""),
    ID("id", "the record's identity, a UUID: the same event sent again has the same",
            "made of source, type, learner, activity and time as sent", "the same", "`record_id`"),
    SOURCE("source", "name of the source that took it in", "`serai.mct.source`", "`serai.praesidium.source`", "`source`"),
    PLATFORM("platform", "where the learner learned", "`MCT`", "`PRAESIDIUM`", "`platform`"),
    TYPE("type", "what has happened: `LOGGED_IN`, `COURSE_STARTED`, `MODULE_COMPLETED`, `COURSE_COMPLETED`, "
            + "`LEARNING_PATH_COMPLETED`, or the platform's own name of an unknown type",
            "by `EventType`", "by `event_type`", "`type`"),
    PLATFORM_TYPE("platformType", "the platform's own name of the type", "`EventType`", "`event_type`", ""),
    OCCURRED_AT("occurredAt", "when it happened, in UTC; missing for an unknown type",
            "`LoginTime`, `StartDate`, `CompletionDate`", "`event_timestamp`", "`occurred_at`"),
    OCCURRED_AS_SENT("occurredAsSent", "that time, as the platform wrote it", "the same", "the same", ""),
    RECEIVED_AT("receivedAt", "when Serai took it in, in UTC", "", "", "`received_at`"),
    LEARNER("learner", "who has learned; missing for an unknown type", "", "", ""),
    LEARNER_ID("learner.id", "the platform's id of the learner", "`UserId`",
            "`uuid`, or without it `clientExternalId`, or `user`", "`learner_id`"),
    LEARNER_EXTERNAL_ID("learner.externalId", "your own id of the learner", "never sent", "`clientExternalId`", "`external_id`"),
    LEARNER_FIRST_NAME("learner.firstName", "", "`FirstName`", "`first_name`", "`first_name`"),
    LEARNER_LAST_NAME("learner.lastName", "", "`LastName`", "`last_name`", "`last_name`"),
    LEARNER_CONTACT("learner.contact", "how the learner is reached or known", "`Contact`", "`user`", "`contact`"),
    LEARNER_CONTACT_TYPE("learner.contactType", "what the contact is: `EMAIL`, `PHONE` or `AZURE_AD`", "`ContactType`",
            "always `EMAIL`", "`contact_type`"),
    LEARNER_REFS("learner.refs", "your own texts about the learner, by name: `ref3`, `ref4`, `ref5`, `ref7`, `ref8`, `ref9`",
            "never sent", "`ref3` to `ref9`", "`ref3`, `ref4`, `ref5`, `ref7`, `ref8`, `ref9`"),
    LEARNER_PERSON("learner.person",
            "your directory's id of the person, where the destination's route asks for it (`schemaVersion` 2)",
            "found", "found", "`person`"),
    LEARNER_MATCHED_BY("learner.matchedBy", "by what the person was found: `EXTERNAL_ID`, `LINK`, `EMAIL`, `PHONE` or `REF`",
            "found", "found", ""),
    ACTIVITY("activity", "what was done; missing for a login and for an unknown type", "", "", ""),
    ACTIVITY_KIND("activity.kind", "`COURSE`, `LESSON`, `EXAM` or `LEARNING_PATH`",
            "`ModuleType`; `COURSE` of a course", "by `event_type`", "`module_type` of a lesson or exam"),
    ACTIVITY_ID("activity.id", "the platform's id of it", "`CourseId`; `CourseItemId` of a lesson or exam",
            "`id` of `course` or `learning_path`, a SKU",
            "`course_id`, `module_id` of a lesson or exam, `learning_path_id`"),
    ACTIVITY_NAME("activity.name", "its title; a lesson or exam has none", "`CourseName`", "`name` of `course` or `learning_path`",
            "`course_name`, `learning_path_name`"),
    ACTIVITY_PARENT("activity.parent", "the course of a lesson or exam", "", "never sent", ""),
    ACTIVITY_PARENT_KIND("activity.parent.kind", "always `COURSE`", "", "never sent", ""),
    ACTIVITY_PARENT_ID("activity.parent.id", "the platform's id of that course", "`CourseId`", "never sent", "`course_id`"),
    ACTIVITY_PARENT_NAME("activity.parent.name", "its title", "`CourseName`", "never sent", "`course_name`"),
    RESULT("result", "the outcome; missing where nothing was completed", "", "", ""),
    RESULT_COMPLETED("result.completed", "whether it was completed", "`true` of a completion", "`true` of a completion", ""),
    RESULT_PERCENTAGE("result.percentage",
            "the score from 0 to 100, with the digits that were sent; missing (never 0) without an exam",
            "`ExamPercentage`, a number", "never sent", "`percentage`"),
    MARKS("marks",
            "what Serai has found out: `REDRAW`, a course start that only a redrawn page has sent; missing where there is none",
            "found", "never found", "`redraw`");

    private final String path;
    private final String meaning;
    private final String ofMct;
    private final String ofPraesidium;
    private final String columns;

    RecordField(String path, String meaning, String ofMct, String ofPraesidium, String columns) {
        this.path = path;
        this.meaning = meaning;
        this.ofMct = ofMct;
        this.ofPraesidium = ofPraesidium;
        this.columns = columns;
    }

    /** The path in JSON, with points between names, such as {@code learner.externalId}. */
    public String path() {
        return path;
    }

    /** What it is, in Markdown; empty where the name says it. */
    public String meaning() {
        return meaning;
    }

    /** Which property of the platform's event it comes from, in Markdown; empty where it comes from none. */
    public String from(Platform platform) {
        return switch (platform) {
            case MCT -> ofMct;
            case PRAESIDIUM -> ofPraesidium;
        };
    }

    /** The columns that hold it in CSV and in rows for SQL, in Markdown; empty where there is none. */
    public String columns() {
        return columns;
    }
}
