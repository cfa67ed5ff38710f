package serai.settings.known;

import org.jspecify.annotations.Nullable;

import static serai.settings.known.AllowedValues.ANY;
import static serai.settings.known.AllowedValues.HOST;
import static serai.settings.known.AllowedValues.POSTGRESQL;
import static serai.settings.known.AllowedValues.SECRET;
import static serai.settings.known.AllowedValues.number;

/** The journal, and what it keeps for how long. */
public enum JournalSetting implements Setting {

    URL("serai.journal.url", "", POSTGRESQL,
            "JDBC address of a PostgreSQL that keeps the journal, for several instances; empty: SQLite in the data folder"),
    USERNAME("serai.journal.username", "", ANY, "user at that database"),
    PASSWORD("serai.journal.password", "", SECRET, "password of that user"),
    INSTANCE("serai.journal.instance", "", HOST,
            "this instance's name among those that share the journal; empty: the host's name"),
    WAITING_MAX("serai.journal.waiting.max", "10000", number(1, 1_000_000),
            "appends that may wait for a commit; more are refused (503)"),
    PAGE_MAX_BYTES("serai.journal.page.max.bytes", "8388608", number(1, 1_073_741_824),
            "most bytes of records that a destination gets at once"),
    REJECTED_MAX("serai.journal.rejected.max", "1000", number(0, 1_000_000), "refused bodies that are kept for operators"),
    MAX_BYTES("serai.journal.max.bytes", "10737418240", number(0, Long.MAX_VALUE),
            "size of the journal at which events are refused (503) until there is room; 0: no bound"),
    SOURCE_MAX_PERCENT("serai.journal.source.max.percent", "25", number(0, 100),
            "share of `serai.journal.max.bytes` that a source may fill with what nothing purges (unrouted events, dead letters, "
                    + "differing events); beyond it only that source is refused (503); 0: no bound"),
    UNROUTED_RETENTION_DAYS("serai.journal.unrouted.retention.days", "0", number(0, 36_500),
            "how long events without a destination are kept; older ones count as dropped; 0: for ever"),
    DEAD_LETTERS_RETENTION_DAYS("serai.journal.dead-letters.retention.days", "0", number(0, 36_500),
            "how long dead letters and differing events are kept, from the day they became one; older dead letters count as "
                    + "dropped, older differing events are deleted; 0: for ever"),
    RETENTION_DAYS("serai.journal.retention.days", "30", number(0, 36_500),
            "how long records are kept after their receipt, and in any case until every destination has them; 0: for ever"),
    DEDUP_DAYS("serai.journal.dedup.days", "0", number(0, 36_500),
            "how long an event is known, so that it is not stored twice; 0: for ever");

    private final SettingDefinition definition;

    JournalSetting(String key, @Nullable String byDefault, AllowedValues form, String meaning) {
        this.definition = new SettingDefinition(key, byDefault, form, meaning);
    }

    @Override
    public SettingDefinition definition() {
        return definition;
    }
}
