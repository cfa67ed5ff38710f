package serai.settings.known;

import org.jspecify.annotations.Nullable;

import static serai.settings.known.AllowedValues.ANY;
import static serai.settings.known.AllowedValues.JDBC_OR_NONE;
import static serai.settings.known.AllowedValues.SECRET;
import static serai.settings.known.AllowedValues.WEB;
import static serai.settings.known.AllowedValues.number;
import static serai.settings.known.AllowedValues.oneOf;

/** The directory of the organisation's people, how learners are found in it, and the list of its courses. */
public enum PeopleSetting implements Setting {

    FILE("serai.people", "", ANY,
            "CSV file with the organisation's people, a heading and a row each: `id`, `email`, `aliases`, `phone`, `first_name`, "
                    + "`last_name`, `ref3` to `ref5`, `ref7` to `ref9`; empty: no directory"),
    URL("serai.people.url", "", JDBC_OR_NONE,
            "JDBC address of a database with the organisation's people, in place of the file; on another machine its certificate "
                    + "is "
                    + "verified"),
    USERNAME("serai.people.username", "", ANY, "user at that database"),
    PASSWORD("serai.people.password", "", SECRET, "password of that user"),
    QUERY("serai.people.query", "", ANY,
            "query that gives a row for each person, with the file's columns, such as `SELECT nr AS id, mail AS email FROM staff`"),
    QUERY_VERSION("serai.people.query.version", "", ANY,
            "cheap query whose one row differs when people may have changed, such as `SELECT count(*), max(changed) FROM staff`; "
                    + "empty: all are read each time"),
    SCIM_URL("serai.people.scim.url", "", WEB.orNone(),
            "address of a SCIM 2.0 server with the organisation's people, in place of the file, such as "
                    + "`https://graph.microsoft.com/rp/scim`; `/Users` follows it. Plain `http:` only on this machine"),
    SCIM_TOKEN("serai.people.scim.token", "", SECRET, "bearer token for that server, which may read users"),
    SCIM_OAUTH2_TOKEN_URL("serai.people.scim.oauth2.token.url", "", WEB.orNone(),
            "OAuth 2 token endpoint (client credentials), instead of a token"),
    SCIM_OAUTH2_CLIENT_ID("serai.people.scim.oauth2.client-id", "", ANY, "id of Serai's client at that token endpoint"),
    SCIM_OAUTH2_CLIENT_SECRET("serai.people.scim.oauth2.client-secret", "", SECRET, "that client's secret"),
    SCIM_OAUTH2_SCOPE("serai.people.scim.oauth2.scope", "", ANY, "scope of the tokens; if not set, the server's default"),
    SCIM_AUTHORITIES("serai.people.scim.authorities", "", ANY,
            "PEM file of the authorities for that server's certificate; empty: those that Java trusts"),
    SCIM_ID("serai.people.scim.id", "employeeNumber", oneOf("employeeNumber", "externalId", "userName", "id"),
            "attribute of a user that is your id of the person; a user without it is passed over"),
    SCIM_PAGE_SIZE("serai.people.scim.page.size", "100", number(1, 1_000), "users to ask for at a time; a server may give fewer"),
    SCIM_FULL_HOURS("serai.people.scim.full.hours", "24", number(1, 720),
            "how often all users are read, and not only those that have changed; a user who was deleted there stays in the "
                    + "directory until then"),
    SCIM_ATTEMPT_MAX_MS("serai.people.scim.attempt.max.ms", "30000", number(1, 600_000),
            "how long a request may take, with connection and token; a whole reading may take an hour"),
    SCIM_ANSWER_MAX_BYTES("serai.people.scim.answer.max.bytes", "10485760", number(1_024, 134_217_728),
            "greatest length of an answer"),
    MATCH("serai.people.match", "externalId,link,email,phone", AllowedValues.MATCH,
            "by what a learner is found in the directory, in this order: `externalId`, `link`, `email`, `phone`, and refs such as "
                    + "`ref3`; the first that finds somebody decides"),
    PHONE_REGION("serai.people.phone.region", "", AllowedValues.REGION,
            "country of phone numbers that are written without one, such as `DE`; empty: such numbers match nobody"),
    REFRESH_SECONDS("serai.people.refresh.seconds", "60", number(1, 86_400),
            "how often Serai looks whether the people have changed, and reads them again if they have"),
    SHRINK_MAX_PERCENT("serai.people.shrink.max.percent", "20", number(0, 100),
            "by how much the directory may shrink from one reading to the next; one that has lost more is not used, and the one "
                    + "before stays in use until the next start"),
    MAX("serai.people.max", "1000000", number(1, 5_000_000), "greatest number of people in the directory; a larger one is not "
            + "used"),
    COURSES("serai.courses", "", ANY,
            "CSV file with the organisation's courses, a heading and a row each: `platform`, `id`, `code`, `title`, `due_days`, "
                    + "`valid_days`, which the warehouse gets; empty: none"),
    COURSES_URL("serai.courses.url", "", JDBC_OR_NONE,
            "JDBC address of a database with the organisation's courses, in place of the file; on another machine its certificate "
                    + "is "
                    + "verified"),
    COURSES_USERNAME("serai.courses.username", "", ANY, "user at that database"),
    COURSES_PASSWORD("serai.courses.password", "", SECRET, "password of that user"),
    COURSES_QUERY("serai.courses.query", "", ANY,
            "query that gives a row for each course, with the file's columns; it may take 10 seconds, and is asked each "
                    + "`serai.people.refresh.seconds` at the most"),
    COURSES_QUERY_VERSION("serai.courses.query.version", "", ANY,
            "cheap query whose one row differs when courses may have changed; empty: all are read each time"),
    UNMATCHED_MAX_DAYS("serai.people.unmatched.max.days", "30", number(0, 3_650),
            "how long a record waits until a person is found for its learner; then it is a dead letter. `0`: for ever");

    private final SettingDefinition definition;

    PeopleSetting(String key, @Nullable String byDefault, AllowedValues form, String meaning) {
        this.definition = new SettingDefinition(key, byDefault, form, meaning);
    }

    @Override
    public SettingDefinition definition() {
        return definition;
    }
}
