package serai.settings;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Optional;

import static serai.settings.AllowedValues.ANY;
import static serai.settings.AllowedValues.CONNECTION;
import static serai.settings.AllowedValues.FLAG;
import static serai.settings.AllowedValues.HOST;
import static serai.settings.AllowedValues.HOST_AND_PORT;
import static serai.settings.AllowedValues.IRI;
import static serai.settings.AllowedValues.JDBC;
import static serai.settings.AllowedValues.OWN_PASSWORD;
import static serai.settings.AllowedValues.PATH;
import static serai.settings.AllowedValues.PERCENTAGE;
import static serai.settings.AllowedValues.PORT;
import static serai.settings.AllowedValues.REVERSE_DOMAIN;
import static serai.settings.AllowedValues.SECRET;
import static serai.settings.AllowedValues.TEXT;
import static serai.settings.AllowedValues.USER;
import static serai.settings.AllowedValues.WEB;
import static serai.settings.AllowedValues.XAPI;
import static serai.settings.AllowedValues.number;
import static serai.settings.AllowedValues.oneOf;

/**
 * Every setting of Serai: its name, its default, its allowed values, and its meaning. All settings are used as property
 * placeholders, so each can be set in {@code application.properties} or in the environment ({@code serai.lrs.url} as
 * {@code SERAI_LRS_URL}). A name ends with its unit.
 */
public enum Setting {

    DATA("serai.data", "data", TEXT, "folder of everything that Serai keeps"),
    DATA_TRUST("serai.data.trust", "owner", oneOf("owner", "group", "all"),
            "who else may write to that folder and to those above it: nobody, their owners and groups, or everybody; the last two "
                    + "for containers"),
    ROUTES("serai.routes", "classpath:routes", AllowedValues.ROUTES,
            "place of the routes: `file:` and a folder, or those inside the jar"),
    RELOAD("serai.reload", "false", FLAG,
            "whether edited routes, the files that they name, and settings are checked and taken over as soon as they are saved; "
                    + "if not, by `./serai reload`"),
    RELOAD_SETTLE_MS("serai.reload.settle.ms", "500", number(50, 60_000),
            "how long these files must be unchanged before that"),
    RELOAD_WAIT_MAX_MS("serai.reload.wait.max.ms", "10000", number(100, 300_000),
            "how long a request to the webhook waits at the most while routes are exchanged; then it is answered 503"),

    JOURNAL_WAITING_MAX("serai.journal.waiting.max", "10000", number(1, 1_000_000),
            "appends that may wait for a commit; more are refused (503)"),
    JOURNAL_PAGE_MAX_BYTES("serai.journal.page.max.bytes", "8388608", number(1, 1_073_741_824),
            "size of the records that a destination gets at once"),
    JOURNAL_REJECTED_MAX("serai.journal.rejected.max", "1000", number(0, 1_000_000), "refused bodies that are kept for operators"),
    JOURNAL_MAX_BYTES("serai.journal.max.bytes", "10737418240", number(0, Long.MAX_VALUE),
            "size of the journal at which events are refused (503) until there is room; 0: no bound"),
    JOURNAL_SOURCE_MAX_PERCENT("serai.journal.source.max.percent", "25", number(0, 100),
            "share of that size that a source may fill with what nothing purges (unrouted events, dead letters, differing "
                    + "events); beyond it only that source is refused (503); 0: no bound"),
    JOURNAL_UNROUTED_RETENTION_DAYS("serai.journal.unrouted.retention.days", "0", number(0, 36_500),
            "how long events without a destination are kept; older ones count as dropped; 0: for ever"),
    JOURNAL_DEAD_LETTERS_RETENTION_DAYS("serai.journal.dead-letters.retention.days", "0", number(0, 36_500),
            "the same for dead letters and differing events, counted from when they became that"),
    JOURNAL_RETENTION_DAYS("serai.journal.retention.days", "30", number(0, 36_500),
            "how long records are kept after their receipt, and in any case until every destination has them; 0: for ever"),
    JOURNAL_DEDUP_DAYS("serai.journal.dedup.days", "0", number(0, 36_500),
            "how long an event is known, so that it is not stored twice; 0: for ever"),

    RETRY_DELAY_MS("serai.retry.delay.ms", "1000", number(1, 604_800_000),
            "wait after a destination has failed; doubles with each failure"),
    RETRY_DELAY_MAX_MS("serai.retry.delay.max.ms", "300000", number(1, 604_800_000), "longest wait after failures"),

    RETRY_STOPPED_MS("serai.retry.stopped.ms", "60000", number(1, 604_800_000),
            "wait between two attempts at a destination that has stopped"),
    RETRY_PROBE_AFTER("serai.retry.probe.after", "3", number(1, 1_000), "failures in a row after which single records are probed"),
    RETRY_ATTEMPTS_MAX("serai.retry.attempts.max", "10", number(1, 1_000),
            "attempts after which a record that fails while others succeed becomes a dead letter"),
    HELD_MAX("serai.held.max", "1000", number(0, 1_000_000),
            "such records of a destination that may be held at once; with more the destination waits"),
    DELIVERY_STALLED_MS("serai.delivery.stalled.ms", "120000", number(1_000, 86_400_000),
            "how long an attempt may take without progress before health reports its destination as stalled"),

    REPLAY_ONCE("serai.replay.once", "archive", ANY,
            "destinations without a key, comma separated: a replay sends them only what they have not had, unless `--again`"),

    MCT_ENABLED("serai.mct.enabled", "true", FLAG, "whether events of Microsoft Community Training are consumed"),
    MCT_SOURCE("serai.mct.source", "mct", TEXT, "name of that source; part of every record's id, fixed at the first start"),
    MCT_EVENTS_LOGIN("serai.mct.events.login", "true", FLAG, "whether logins are kept; if not, they are counted as filtered"),
    MCT_EVENTS_COURSE_START("serai.mct.events.course-start", "true", FLAG, "the same for course starts"),
    MCT_EVENTS_MODULE_COMPLETION("serai.mct.events.module-completion", "true", FLAG, "the same for completed lessons and exams"),
    MCT_EVENTS_COURSE_COMPLETION("serai.mct.events.course-completion", "true", FLAG, "the same for completed courses"),
    MCT_REDRAW_WINDOW_HOURS("serai.mct.redraw.window.hours", "24", number(0, 876_000),
            "how long after a learner has completed a course a start of it counts as a redraw (sent again by a redrawn page); 0: "
                    + "never"),
    MCT_HOME("serai.mct.home", "https://mct.example.org", IRI,
            "IRI of your Microsoft Community Training platform; its learners and activities are named below it"),
    MCT_NAME("serai.mct.name", "Microsoft Community Training", TEXT, "its name in statements and events"),
    SERVICEBUS_NAMESPACE("serai.servicebus.namespace", "", HOST, "host name of the namespace; signs in with Microsoft Entra ID"),
    SERVICEBUS_CONNECTION("serai.servicebus.connection", "", CONNECTION.orNone(), "connection string, instead of the namespace"),
    SERVICEBUS_CREDENTIAL("serai.servicebus.credential", null, oneOf("CONNECTION_STRING", "AZURE_IDENTITY", "TOKEN_CREDENTIAL"),
            "`CONNECTION_STRING` if one is set, else `AZURE_IDENTITY`"),
    SERVICEBUS_TRANSPORT("serai.servicebus.transport", null, oneOf("AMQP", "AMQP_WEB_SOCKETS"),
            "AMQP over TCP (port 5671) or over WebSockets (port 443); `AMQP_WEB_SOCKETS` if a proxy is set, else `AMQP`"),
    SERVICEBUS_PROXY("serai.servicebus.proxy", "", HOST_AND_PORT.orNone(),
            "HTTP proxy to Service Bus, such as `proxy.example.org:3128`"),
    SERVICEBUS_PROXY_USERNAME("serai.servicebus.proxy.username", "", USER, "user of Serai at the proxy (Basic authentication)"),
    SERVICEBUS_PROXY_PASSWORD("serai.servicebus.proxy.password", "", SECRET, "its password"),
    SERVICEBUS_PROXY_INSECURE("serai.servicebus.proxy.insecure", "false", FLAG,
            "whether that user and password may be sent, in clear, to a proxy on another machine"),
    SERVICEBUS_INSECURE("serai.servicebus.insecure", "false", FLAG,
            "whether an emulator on another machine may be used (`UseDevelopmentEmulator=true`); it is spoken to in clear"),
    SERVICEBUS_TYPE("serai.servicebus.type", "topic", oneOf("topic", "queue"),
            "whether Serai reads a topic's subscription or a queue"),
    SERVICEBUS_TOPIC("serai.servicebus.topic", "MCTEvents", TEXT, "name of the topic, or of the queue"),
    SERVICEBUS_SUBSCRIPTION("serai.servicebus.subscription", "serai", TEXT, "subscription of the topic"),
    SERVICEBUS_CALLS_MAX("serai.servicebus.calls.max", "32", number(1, 1_000), "messages handled at the same time"),
    SERVICEBUS_PREFETCH("serai.servicebus.prefetch", "64", number(0, 10_000), "messages fetched ahead"),
    SERVICEBUS_LOCK_RENEW_MAX_MS("serai.servicebus.lock.renew.max.ms", "86400000", number(0, 604_800_000),
            "how long locks are renewed while the journal can't keep anything"),
    SERVICEBUS_DRAIN_MAX_MS("serai.servicebus.drain.max.ms", "20000", number(0, 3_600_000),
            "how long a stop waits for messages in flight"),
    SERVICEBUS_WATCHDOG_EVERY_MS("serai.servicebus.watchdog.every.ms", "10000", number(10, 3_600_000),
            "time between two checks whether messages can be received, while none come"),
    SERVICEBUS_WATCHDOG_ANSWER_MAX_MS("serai.servicebus.watchdog.answer.max.ms", "10000", number(100, 3_600_000),
            "how long such a check waits for the broker"),
    SERVICEBUS_WATCHDOG_STALLED_MS("serai.servicebus.watchdog.stalled.ms", "120000", number(100, 86_400_000),
            "how long messages may be there without any coming before the receiver is restarted; a random part of up to half is "
                    + "added. Must exceed the subscription's lock duration"),

    PRAESIDIUM_SOURCE("serai.praesidium.source", "praesidium", TEXT,
            "name of that source; part of every record's id, fixed at the first start"),
    PRAESIDIUM_PATH("serai.praesidium.path", "/praesidium/events", PATH, "path of the webhook"),
    PRAESIDIUM_USERNAME("serai.praesidium.username", "praesidium", USER.notBlank(), "user as whom Praesidium signs in"),
    PRAESIDIUM_PASSWORD("serai.praesidium.password", "", OWN_PASSWORD,
            "its password, at least 12 characters, or a hash of it (`./serai password`); if there is neither this nor a file of "
                    + "users, the first start makes one in the data folder"),
    PRAESIDIUM_USERS("serai.praesidium.users", "", ANY,
            "file of users, one line `name:hash` for each; a name may have two lines while its password is changed"),
    PRAESIDIUM_HOME("serai.praesidium.home", "https://praesidiumacademy.com", IRI,
            "IRI of Praesidium Academy; its learners and activities are named below it"),
    PRAESIDIUM_NAME("serai.praesidium.name", "Praesidium Academy", TEXT, "its name in statements and events"),
    PRAESIDIUM_ACCEPTED_STATUS("serai.praesidium.accepted.status", "202", oneOf("200", "201", "202"),
            "status that acknowledges an event; Praesidium accepts each of these"),

    PRAESIDIUM_TEST_URL("serai.praesidium.test.url",
            "https://test.praesidiumacademy.com/portal/event_pub_webhooks/client_course_action", WEB,
            "Praesidium's test endpoint, for `./serai praesidium-test`"),
    PRAESIDIUM_TEST_INSECURE("serai.praesidium.test.insecure", "false", FLAG,
            "whether that may be on another machine without TLS (`http:`)"),
    PRAESIDIUM_TEST_CLIENT_ID("serai.praesidium.test.client-id", "", ANY,
            "your client id there, 32 hex digits; while this and the next two are not set, the sandbox is asked"),
    PRAESIDIUM_TEST_USER_GUID("serai.praesidium.test.user-guid", "", ANY, "GUID of the user who completes the course"),
    PRAESIDIUM_TEST_LOCATION_GUID("serai.praesidium.test.location-guid", "", ANY, "GUID of that user's location"),

    WEBHOOK_TLS_CERTIFICATE("serai.webhook.tls.certificate", "", ANY,
            "PEM file with the webhook's certificate and the intermediate ones, or a PKCS#12 file; with it the webhook speaks "
                    + "HTTPS"),
    WEBHOOK_TLS_KEY("serai.webhook.tls.key", "", ANY, "PEM file of its private key; if not set, the key is in the same file"),
    WEBHOOK_TLS_PASSWORD("serai.webhook.tls.password", "", SECRET, "password of the PKCS#12 file"),
    WEBHOOK_TLS_RELOAD_MS("serai.webhook.tls.reload.ms", "10000", number(10, 86_400_000),
            "time between two checks whether these files have changed"),
    WEBHOOK_TLS_SUITES_OLDER("serai.webhook.tls.suites.older", "", ANY,
            "cipher suites of TLS 1.2 without forward secrecy or authenticated encryption that the webhook accepts too, by Java's "
                    + "names, comma separated; for a publisher that has no better"),
    WEBHOOK_CONNECTIONS_MAX("serai.webhook.connections.max", "1000", number(1, 100_000),
            "connections to the webhook, counted from when they are made, before any TLS handshake; more are closed at once"),
    WEBHOOK_CONNECTIONS_ADDRESS_MAX("serai.webhook.connections.address.max", "100", number(1, 100_000),
            "connections of one address (IPv6: of its /64); not of proxies"),
    WEBHOOK_CONNECTIONS_SIGNED_IN_MAX("serai.webhook.connections.signed-in.max", "500", number(1, 100_000),
            "the same for an address from which a publisher has signed in since the start"),
    WEBHOOK_CONNECTIONS_RESERVE_PERCENT("serai.webhook.connections.reserve.percent", "20", number(0, 90),
            "share of all connections that is reserved for such addresses and for proxies"),
    WEBHOOK_PROXIES("serai.webhook.proxies", "127.0.0.1,::1", ANY,
            "addresses and networks (`10.1.0.0/16`) of reverse proxies and load balancers, comma separated: their connections are "
                    + "bounded together, not by address, here and on the management port"),
    WEBHOOK_HEAD_MAX_MS("serai.webhook.head.max.ms", "5000", number(100, 3_600_000),
            "how long the TLS handshake and the head of a connection's first request may take together, here and on the "
                    + "management port; after that it is closed"),
    WEBHOOK_RECEIVE_MAX_MS("serai.webhook.receive.max.ms", "60000", number(100, 3_600_000),
            "how long a request may take to arrive, a connection may be without one, and an answer may be unread, here and on the "
                    + "management port; after that it is closed"),
    MANAGEMENT_CONNECTIONS_MAX("serai.management.connections.max", "100", number(1, 100_000),
            "connections to the management port; more are closed at once"),
    MANAGEMENT_CONNECTIONS_ADDRESS_MAX("serai.management.connections.address.max", "20", number(1, 100_000),
            "connections of one address to it; not of proxies"),
    WEBHOOK_INFLIGHT_MAX_BYTES("serai.webhook.inflight.max.bytes", null, number(1, Long.MAX_VALUE),
            "total size of bodies that are received and not yet kept; more is answered 503. Default: a sixteenth of Java's memory "
                    + "(`-Xmx`), at least one body of `camel.server.maxBodySize`"),

    ARCHIVE_FOLDER("serai.archive.folder", null, TEXT, "folder of the archive; `archive` in the data folder"),
    ARCHIVE_BATCH_SIZE("serai.archive.batch.size", "500", number(1, 10_000), "records that the archive gets at once"),
    ARCHIVE_ROLL_MAX_BYTES("serai.archive.roll.max.bytes", "0", number(0, Long.MAX_VALUE),
            "size at which a file is finished and the day's next part begun; 0: no limit, one file a day"),
    ARCHIVE_FINISH_AFTER_MS("serai.archive.finish.after.ms", "600000", number(0, 86_400_000),
            "how long a file of a past day must be unchanged before it is finished"),
    ARCHIVE_GZIP("serai.archive.gzip", "false", FLAG, "whether finished files are compressed (gzip)"),
    ARCHIVE_ATOMIC("serai.archive.atomic", "false", FLAG,
            "whether a file gets its name only when it is finished; until then it ends in `.growing`"),
    ARCHIVE_GROUP_READS("serai.archive.group.reads", null, FLAG,
            "whether the folder's group may read the files there; `true` if `serai.data.trust` is not `owner`"),

    WAREHOUSE_URL("serai.warehouse.url", null, JDBC,
            "JDBC address of the warehouse; an SQLite file `warehouse.db` in the data folder"),
    WAREHOUSE_USERNAME("serai.warehouse.username", "", ANY, "its user"),
    WAREHOUSE_PASSWORD("serai.warehouse.password", "", SECRET, "its password"),
    WAREHOUSE_INSECURE("serai.warehouse.insecure", "false", FLAG,
            "whether the certificate of a warehouse on another machine may be unverified"),
    WAREHOUSE_DIALECT("serai.warehouse.dialect", null, TEXT,
            "folder of the statements below `routes/sql`; by default from the address"),
    WAREHOUSE_BATCH_SIZE("serai.warehouse.batch.size", "500", number(1, 10_000), "records in a statement"),
    WAREHOUSE_CONCURRENT_TYPES("serai.warehouse.concurrent.types", null, number(1, 16),
            "types of records that are written at the same time; 2 for PostgreSQL, 1 for others, where they would wait for each "
                    + "other"),
    WAREHOUSE_CONNECT_MAX_MS("serai.warehouse.connect.max.ms", "10000", number(250, 3_600_000),
            "how long to wait for a connection"),
    WAREHOUSE_ATTEMPT_MAX_MS("serai.warehouse.attempt.max.ms", "60000", number(1_000, 3_600_000),
            "how long an attempt may take in all, with its connection and statements; then the connection is cut"),

    LRS_URL("serai.lrs.url", "", XAPI.orNone(), "xAPI endpoint of the LRS, without `/statements`"),
    LRS_USERNAME("serai.lrs.username", "", USER, "its user"),
    LRS_PASSWORD("serai.lrs.password", "", SECRET, "its password"),
    LRS_OAUTH2_TOKEN_URL("serai.lrs.oauth2.token.url", "", WEB.orNone(),
            "OAuth 2 token endpoint (client credentials), instead of user and password"),
    LRS_OAUTH2_CLIENT_ID("serai.lrs.oauth2.client-id", "", ANY, "its client"),
    LRS_OAUTH2_CLIENT_SECRET("serai.lrs.oauth2.client-secret", "", SECRET, "that client's secret"),
    LRS_OAUTH2_SCOPE("serai.lrs.oauth2.scope", "", ANY, "scope of the tokens; if not set, the server's default"),
    LRS_INSECURE("serai.lrs.insecure", "false", FLAG,
            "whether an LRS or token endpoint on another machine may be spoken to in clear (`http:`)"),
    LRS_BATCH_SIZE("serai.lrs.batch.size", "100", number(1, 10_000), "statements in a request"),
    LRS_CONCURRENT_TYPES("serai.lrs.concurrent.types", "2", number(1, 16),
            "types of records that are sent at the same time; each type keeps its order"),
    LRS_BATCH_MAX_BYTES("serai.lrs.batch.max.bytes", "1048576", number(1, 1_073_741_824),
            "size of a request before compression; a larger batch is sent in parts"),
    LRS_GZIP("serai.lrs.gzip", "false", FLAG, "whether requests are compressed (gzip); the LRS must accept that"),
    LRS_CONNECT_MAX_MS("serai.lrs.connect.max.ms", "5000", number(1, 3_600_000), "how long to wait for a connection"),
    LRS_RESPONSE_MAX_MS("serai.lrs.response.max.ms", "30000", number(1, 3_600_000), "how long to wait for each part of an answer"),
    LRS_ATTEMPT_MAX_MS("serai.lrs.attempt.max.ms", null, number(1, 7_200_000),
            "how long an attempt may take in all: connection, token, request, the whole answer; by default the first of the two "
                    + "above plus twice the second"),
    LRS_ANSWER_MAX_BYTES("serai.lrs.answer.max.bytes", "1048576", number(4_096, 67_108_864),
            "size of an answer, compressed and uncompressed; a larger one is not read to its end, and a larger success stops the "
                    + "destination"),

    XAPI_VERSION("serai.xapi.version", "1.0.3", oneOf("1.0.3", "2.0.0"), "version of xAPI that Serai tells the LRS"),
    XAPI_ACTOR("serai.xapi.actor", "account", oneOf("account", "mbox", "mbox_sha1sum"),
            "what identifies the learner: the account on the platform, the e-mail address, or its hash; the account if there is "
                    + "no address"),
    XAPI_PROFILE("serai.xapi.profile", "https://example.org/xapi/profiles/learner-events/v1", IRI,
            "IRI that tells the version of this mapping in statements"),
    XAPI_EXTENSIONS("serai.xapi.extensions", "https://example.org/xapi/ext", IRI, "IRI below which extensions are named"),
    XAPI_VERB_LOGGED_IN("serai.xapi.verb.logged-in", "https://w3id.org/xapi/adl/verbs/logged-in", IRI, "verb of a login"),
    XAPI_VERB_INITIALIZED("serai.xapi.verb.initialized", "http://adlnet.gov/expapi/verbs/initialized", IRI,
            "verb of a course start"),
    XAPI_VERB_COMPLETED("serai.xapi.verb.completed", "http://adlnet.gov/expapi/verbs/completed", IRI, "verb of a completion"),
    XAPI_VERB_PASSED("serai.xapi.verb.passed", "http://adlnet.gov/expapi/verbs/passed", IRI,
            "verb of an exam at or above the pass mark"),
    XAPI_VERB_FAILED("serai.xapi.verb.failed", "http://adlnet.gov/expapi/verbs/failed", IRI, "verb of an exam below it"),
    XAPI_PASS_MARK("serai.xapi.pass-mark", "", PERCENTAGE.orNone(),
            "percentage from which an exam is passed; if not set, exams are completed, without passed or failed"),
    XAPI_COURSE_SUCCESS("serai.xapi.course.success", "false", FLAG, "whether a completed course counts as a success"),
    XAPI_PLATFORM_TYPE("serai.xapi.platform.type", "http://activitystrea.ms/schema/1.0/application", IRI,
            "activity type of a platform, the activity of a login"),
    XAPI_COURSE_TYPE("serai.xapi.course.type", "http://adlnet.gov/expapi/activities/course", IRI, "activity type of a course"),
    XAPI_LESSON_TYPE("serai.xapi.lesson.type", "http://adlnet.gov/expapi/activities/lesson", IRI, "activity type of a lesson"),
    XAPI_EXAM_TYPE("serai.xapi.exam.type", "http://adlnet.gov/expapi/activities/assessment", IRI, "activity type of an exam"),
    XAPI_LEARNING_PATH_TYPE("serai.xapi.learning-path.type", "http://vocab.xapi.fr/activities/training-sequence", IRI,
            "activity type of a learning path"),
    XAPI_LEARNER_NAME("serai.xapi.learner.name", "false", FLAG, "whether statements carry the learner's name"),
    XAPI_LEARNER_DETAILS("serai.xapi.learner.details", "false", FLAG,
            "whether they carry your own id of the learner and your texts"),

    ZONE("serai.zone", "UTC", AllowedValues.ZONE,
            "time zone of the local dates and times that templates, routes and `csv:spreadsheet` make; records, `csv:rows` and tables "
                    + "stay in UTC"),
    CSV_TIME_FORMAT("serai.csv.time.format", "yyyy-MM-dd HH:mm:ss", AllowedValues.TIME_FORMAT,
            "form of the times in `csv:spreadsheet`, in the zone `serai.zone`; letters as in Java's `DateTimeFormatter`"),
    CSV_BOM("serai.csv.bom", "false", FLAG,
            "whether `csv:rows` begins with a byte order mark, so that Microsoft Excel reads it as UTF-8; `csv:spreadsheet` does"),
    CALIPER_SENSOR("serai.caliper.sensor", "https://example.org/serai", IRI, "IRI of the sender in Caliper envelopes"),
    CLOUDEVENTS_TYPE("serai.cloudevents.type", "org.example.learning", REVERSE_DOMAIN,
            "prefix of the types of CloudEvents: your domain, reversed"),

    HTTP_INSECURE("serai.http.insecure", "false", FLAG,
            "whether endpoints `http:` of your own routes, without a client of Serai's, may reach other machines in clear"),
    KAFKA_INSECURE("serai.kafka.insecure", "false", FLAG,
            "whether brokers of Kafka on other machines may be spoken to in clear, or unverified"),
    MAIL_INSECURE("serai.mail.insecure", "false", FLAG,
            "whether endpoints `smtp:` and the like of your own routes, without a server's bean of Serai's, may reach other machines in clear or unverified"),
    FTP_INSECURE("serai.ftp.insecure", "false", FLAG,
            "whether servers of FTP on other machines may be spoken to in clear, and those of FTPS and SFTP unverified"),

    LOG_ROUTES("serai.log.routes", "", ANY,
            "routes whose steps are logged, comma separated, by id or by the name of their destination or source; for finding faults"),
    LOG_BODY_MAX_BYTES("serai.log.body.max.bytes", "2048", number(0, 1_048_576), "how much of a body such a line shows"),
    LOG_PERSONAL("serai.log.personal", "false", FLAG,
            "whether such lines show names, addresses and other personal data; secrets are never shown"),

    SANDBOX_SERVICEBUS_PORT("serai.sandbox.servicebus.port", "5672", PORT, "port of the sandbox's Service Bus namespace"),
    SANDBOX_HTTP_PORT("serai.sandbox.http.port", "8090", PORT, "port of the sandbox's LRS and of Praesidium's test endpoint");

    private final String key;
    private final @Nullable String byDefault;
    private final AllowedValues form;
    private final String meaning;

    Setting(String key, @Nullable String byDefault, AllowedValues form, String meaning) {
        this.key = key;
        this.byDefault = byDefault;
        this.form = form;
        this.meaning = meaning;
    }

    /** The setting's name in {@code application.properties}. */
    public String key() {
        return key;
    }

    /** The default, which may be blank; empty if the default follows from other settings. */
    public Optional<String> byDefault() {
        return Optional.ofNullable(byDefault);
    }

    /** Whether the value is a secret. */
    public boolean isSecret() {
        return form.isSecret();
    }

    /** The allowed values. */
    AllowedValues form() {
        return form;
    }

    /** The setting's meaning, in one line of Markdown. */
    public String meaning() {
        return meaning;
    }

    /** The setting with that name; empty if there is none. */
    public static Optional<Setting> named(String key) {
        return Arrays.stream(values()).filter(setting -> setting.key.equals(key)).findFirst();
    }
}
