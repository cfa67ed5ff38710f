package serai.settings.known;

import org.jspecify.annotations.Nullable;

import static serai.settings.known.AllowedValues.ANY;
import static serai.settings.known.AllowedValues.JDBC_OR_NONE;
import static serai.settings.known.AllowedValues.SECRET;
import static serai.settings.known.AllowedValues.number;

/** The directory of the organisation's people, how learners are found in it, and the list of its courses. */
public enum PeopleSetting implements Setting {

    FILE("serai.people", "", ANY,
            "CSV file with the organisation's people, a heading and a row each: `id`, `email`, `aliases`, `phone`, `first_name`, "
                    + "`last_name`, `ref3` to `ref9`; empty: no directory"),
    URL("serai.people.url", "", JDBC_OR_NONE,
            "JDBC address of a database with the organisation's people, in place of the file; on another machine its certificate is "
                    + "verified"),
    USERNAME("serai.people.username", "", ANY, "its user"),
    PASSWORD("serai.people.password", "", SECRET, "its password"),
    QUERY("serai.people.query", "", ANY,
            "query that gives a row for each person, with the file's columns, such as `SELECT nr AS id, mail AS email FROM staff`"),
    QUERY_VERSION("serai.people.query.version", "", ANY,
            "cheap query whose one row is another when people may have changed, such as `SELECT count(*), max(changed) FROM staff`; "
                    + "empty: all are read each time"),
    MATCH("serai.people.match", "externalId,link,email,phone", AllowedValues.MATCH,
            "by what a learner is found in the directory, in this order: `externalId`, `link`, `email`, `phone`, and refs such as "
                    + "`ref3`; the first that has somebody decides"),
    PHONE_REGION("serai.people.phone.region", "", AllowedValues.REGION,
            "country of phone numbers that are written without one, such as `DE`; empty: such numbers match nobody"),
    REFRESH_SECONDS("serai.people.refresh.seconds", "60", number(1, 86_400),
            "how often Serai looks whether the people have changed, and reads them again if they have"),
    SHRINK_MAX_PERCENT("serai.people.shrink.max.percent", "20", number(0, 100),
            "by how much the directory may shrink from one reading to the next; what has lost more is not taken, and the one before "
                    + "stays until the next start"),
    MAX("serai.people.max", "1000000", number(1, 5_000_000), "people in the directory at the most; a larger file is not taken"),
    COURSES("serai.courses", "", ANY,
            "CSV file with the organisation's courses, a heading and a row each: `platform`, `id`, `code`, `title`, `due_days`, "
                    + "`valid_days`, which the warehouse gets; empty: none"),
    UNMATCHED_MAX_DAYS("serai.people.unmatched.max.days", "30", number(0, 3_650),
            "how long a record waits until it is known whose it is; then it is a dead letter. `0`: for ever");

    private final SettingDefinition definition;

    PeopleSetting(String key, @Nullable String byDefault, AllowedValues form, String meaning) {
        this.definition = new SettingDefinition(key, byDefault, form, meaning);
    }

    @Override
    public SettingDefinition definition() {
        return definition;
    }
}
