package serai;

import java.util.Arrays;
import java.util.Optional;

/**
 * Every setting of ours: its name, what holds where it is not set, and what it means. All of them are used as property
 * placeholders, so each can stand in {@code application.properties} or come from the environment
 * ({@code serai.lrs.url} as {@code SERAI_LRS_URL}). Units stand last in the names.
 */
public enum Setting {

    DATA("serai.data", "data", "folder of everything that is kept"),
    ROUTES("serai.routes", "classpath:routes", "where the routes are: `file:` and a folder, or those inside the jar"),

    JOURNAL_WAITING_MAX("serai.journal.waiting.max", "10000", "appends that may wait for a commit; more are refused (503)"),
    JOURNAL_PAGE_MAX_BYTES("serai.journal.page.max.bytes", "8388608", "size of the records that a destination is given at once"),
    JOURNAL_REJECTED_MAX("serai.journal.rejected.max", "1000", "refused bodies that are kept to be looked at"),
    JOURNAL_MAX_BYTES("serai.journal.max.bytes", "10737418240", "size of the journal at which no more is taken (503) until there is room; 0: no bound"),
    JOURNAL_RETENTION_DAYS("serai.journal.retention.days", "30", "how long records are kept after every destination has them; 0: for ever"),
    JOURNAL_DEDUP_DAYS("serai.journal.dedup.days", "0", "how long an event is known, so that it is not taken twice; 0: for ever"),

    RETRY_DELAY_MS("serai.retry.delay.ms", "1000", "wait after a destination has failed; doubles with each failure"),
    RETRY_DELAY_MAX_MS("serai.retry.delay.max.ms", "300000", "longest wait after failures"),

    RETRY_STOPPED_MS("serai.retry.stopped.ms", "60000", "wait between two tries of a destination that has stopped"),
    RETRY_PROBE_AFTER("serai.retry.probe.after", "3", "failures in a row after which single records are probed"),
    RETRY_ATTEMPTS_MAX("serai.retry.attempts.max", "10", "attempts after which a record that fails while others succeed is dead lettered"),
    HELD_MAX("serai.held.max", "1000", "records of a destination that may be held aside for that; with more the destination waits"),

    REPLAY_ONCE("serai.replay.once", "archive", "destinations without a key, comma separated: a replay brings them only what they have not had, unless `--again`"),

    MCT_ENABLED("serai.mct.enabled", "true", "whether events of Microsoft Community Training are consumed"),
    MCT_SOURCE("serai.mct.source", "mct", "name of that source; part of every record's id, fixed at the first start"),
    MCT_EVENTS_LOGIN("serai.mct.events.login", "true", "whether logins are kept; if not, they are counted as filtered"),
    MCT_EVENTS_COURSE_START("serai.mct.events.course-start", "true", "the same for course starts"),
    MCT_EVENTS_MODULE_COMPLETION("serai.mct.events.module-completion", "true", "the same for completed lessons and exams"),
    MCT_EVENTS_COURSE_COMPLETION("serai.mct.events.course-completion", "true", "the same for completed courses"),
    MCT_REDRAW_WINDOW_HOURS("serai.mct.redraw.window.hours", "24", "how long after a learner's completion of a course a start of it is marked as sent again by a redrawn page; 0: never"),
    SERVICEBUS_NAMESPACE("serai.servicebus.namespace", "", "host name of the namespace; signs in with Microsoft Entra ID"),
    SERVICEBUS_CONNECTION("serai.servicebus.connection", "", "connection string, instead of the namespace"),
    SERVICEBUS_CREDENTIAL("serai.servicebus.credential", null, "`CONNECTION_STRING` where one is set, else `AZURE_IDENTITY`"),
    SERVICEBUS_TOPIC("serai.servicebus.topic", "MCTEvents", "topic"),
    SERVICEBUS_SUBSCRIPTION("serai.servicebus.subscription", "serai", "subscription of the topic"),
    SERVICEBUS_CALLS_MAX("serai.servicebus.calls.max", "32", "messages handled at the same time"),
    SERVICEBUS_PREFETCH("serai.servicebus.prefetch", "64", "messages fetched ahead"),
    SERVICEBUS_LOCK_RENEW_MAX_MS("serai.servicebus.lock.renew.max.ms", "86400000", "for how long locks are renewed while the journal can't keep anything"),
    SERVICEBUS_DRAIN_MAX_MS("serai.servicebus.drain.max.ms", "20000", "how long a stop waits for messages in flight"),
    SERVICEBUS_WATCHDOG_EVERY_MS("serai.servicebus.watchdog.every.ms", "10000", "time between two looks at whether anything can be received, where nothing comes"),
    SERVICEBUS_WATCHDOG_ANSWER_MAX_MS("serai.servicebus.watchdog.answer.max.ms", "10000", "how long such a look waits for the broker"),
    SERVICEBUS_WATCHDOG_STALLED_MS("serai.servicebus.watchdog.stalled.ms", "120000", "how long messages may be there and none come until the receiver is started again; up to half as long again, by chance. More than the subscription's lock duration"),

    PRAESIDIUM_SOURCE("serai.praesidium.source", "praesidium", "name of that source; part of every record's id, fixed at the first start"),
    PRAESIDIUM_PATH("serai.praesidium.path", "/praesidium/events", "path of the webhook"),
    PRAESIDIUM_USERNAME("serai.praesidium.username", "praesidium", "user that Praesidium signs in as"),
    PRAESIDIUM_PASSWORD("serai.praesidium.password", "", "its password, or a hash of it (`./serai password`); none, and no file of users: made at the first start and kept in the data folder"),
    PRAESIDIUM_USERS("serai.praesidium.users", "", "file of users, a line `name:hash` each; a name may have two lines, while its password is changed"),

    ARCHIVE_FOLDER("serai.archive.folder", null, "folder of the archive; `archive` in the data folder"),
    ARCHIVE_BATCH_SIZE("serai.archive.batch.size", "500", "records that the archive is given at once"),

    WAREHOUSE_URL("serai.warehouse.url", null, "JDBC address of the warehouse; an SQLite file `warehouse.db` in the data folder"),
    WAREHOUSE_USERNAME("serai.warehouse.username", "", "its user"),
    WAREHOUSE_PASSWORD("serai.warehouse.password", "", "its password"),
    WAREHOUSE_DIALECT("serai.warehouse.dialect", null, "folder of the statements below `routes/sql`; from the address"),
    WAREHOUSE_BATCH_SIZE("serai.warehouse.batch.size", "500", "records in a statement"),
    WAREHOUSE_CONNECT_MAX_MS("serai.warehouse.connect.max.ms", "10000", "how long to wait for a connection"),

    LRS_URL("serai.lrs.url", "", "xAPI endpoint of the LRS, without `/statements`"),
    LRS_USERNAME("serai.lrs.username", "", "its user"),
    LRS_PASSWORD("serai.lrs.password", "", "its password"),
    LRS_BATCH_SIZE("serai.lrs.batch.size", "100", "statements in a request"),
    LRS_CONNECT_MAX_MS("serai.lrs.connect.max.ms", "5000", "how long to wait for a connection"),
    LRS_RESPONSE_MAX_MS("serai.lrs.response.max.ms", "30000", "how long to wait for an answer"),

    XAPI_MCT_HOME("serai.xapi.mct.home", "https://mct.example.org", "IRI of your Microsoft Community Training platform; its learners and activities are named below it"),
    XAPI_PRAESIDIUM_HOME("serai.xapi.praesidium.home", "https://praesidiumacademy.com", "the same for Praesidium Academy"),
    XAPI_PROFILE("serai.xapi.profile", "https://example.org/xapi/profiles/learner-events/v1", "IRI by which statements tell the version of this mapping"),
    XAPI_EXTENSIONS("serai.xapi.extensions", "https://example.org/xapi/ext", "IRI below which extensions are named"),
    XAPI_LEARNING_PATH_TYPE("serai.xapi.learning-path.type", "http://vocab.xapi.fr/activities/training-sequence", "activity type of a learning path"),
    XAPI_LEARNER_NAME("serai.xapi.learner.name", "false", "whether statements carry the learner's name"),
    XAPI_LEARNER_DETAILS("serai.xapi.learner.details", "false", "whether they carry the client's own id and texts"),

    SANDBOX_SERVICEBUS_PORT("serai.sandbox.servicebus.port", "5672", "port of the sandbox's Service Bus namespace"),
    SANDBOX_HTTP_PORT("serai.sandbox.http.port", "8090", "port of the sandbox's LRS and of Praesidium's test endpoint");

    private final String key;
    private final String byDefault;
    private final String meaning;

    Setting(String key, String byDefault, String meaning) {
        this.key = key;
        this.byDefault = byDefault;
        this.meaning = meaning;
    }

    /** Its name in {@code application.properties}. */
    public String key() {
        return key;
    }

    /** What holds where it is not set: possibly blank; empty where that follows from other settings. */
    public Optional<String> byDefault() {
        return Optional.ofNullable(byDefault);
    }

    /** What it means, in one line of Markdown. */
    public String meaning() {
        return meaning;
    }

    /** The setting of that name. */
    public static Optional<Setting> named(String key) {
        return Arrays.stream(values()).filter(setting -> setting.key.equals(key)).findFirst();
    }
}
