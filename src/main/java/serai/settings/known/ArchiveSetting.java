package serai.settings.known;

import org.jspecify.annotations.Nullable;

import static serai.settings.known.AllowedValues.FLAG;
import static serai.settings.known.AllowedValues.HOST;
import static serai.settings.known.AllowedValues.TEXT;
import static serai.settings.known.AllowedValues.number;

/** The destination {@code archive}. */
public enum ArchiveSetting implements Setting {

    FOLDER("serai.archive.folder", null, TEXT, "folder of the archive; by default `archive` in the data folder"),
    ON("serai.archive.on", "", HOST,
            "where several instances share a journal, the one (its `serai.journal.instance`) that writes the archive, whose files "
                    + "are on one machine"),
    BATCH_SIZE("serai.archive.batch.size", "500", number(1, 10_000), "records that the archive gets at once"),
    ROLL_MAX_BYTES("serai.archive.roll.max.bytes", "0", number(0, Long.MAX_VALUE),
            "size at which a file is finished and the day's next part begun; 0: no bound, one file a day"),
    FINISH_AFTER_MS("serai.archive.finish.after.ms", "600000", number(0, 86_400_000),
            "how long a file of a past day must be unchanged before it is finished"),
    GZIP("serai.archive.gzip", "false", FLAG, "whether finished files are compressed (gzip)"),
    ATOMIC("serai.archive.atomic", "false", FLAG,
            "whether a file gets its name only when it is finished; until then it ends in `.growing`"),
    GROUP_READS("serai.archive.group.reads", null, FLAG,
            "whether the folder's group may read the files there; `true` if `serai.data.trust` is not `owner`"),
    RETENTION_DAYS("serai.archive.retention.days", "0", number(0, 36_500),
            "how many days after the end of its day a finished file is deleted; 0: never");

    private final SettingDefinition definition;

    ArchiveSetting(String key, @Nullable String byDefault, AllowedValues form, String meaning) {
        this.definition = new SettingDefinition(key, byDefault, form, meaning);
    }

    @Override
    public SettingDefinition definition() {
        return definition;
    }
}
