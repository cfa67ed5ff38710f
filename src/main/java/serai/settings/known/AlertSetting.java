package serai.settings.known;

import org.jspecify.annotations.Nullable;

import static serai.settings.known.AllowedValues.ANY;
import static serai.settings.known.AllowedValues.DATED;
import static serai.settings.known.AllowedValues.number;

/** When routes that read {@code serai-alert:} are told something. */
public enum AlertSetting implements Setting {

    BEGIN_MS("serai.alerts.begin.ms", "60000", number(0, 86_400_000), "how long a condition must last before an alert begins"),
    END_MS("serai.alerts.end.ms", "300000", number(0, 86_400_000), "how long the condition must be over before the alert ends"),
    LOOK_MS("serai.alerts.look.ms", "10000", number(10, 3_600_000), "time between two checks of the conditions"),
    LAG_MAX_MS("serai.alerts.lag.max.ms", "900000", number(1_000, 2_592_000_000L),
            "how long the oldest record of a destination may wait; the alert ends at half of it"),
    DEAD_LETTERS_MAX("serai.alerts.dead-letters.max", "0", number(0, 1_000_000_000),
            "how many dead letters a destination may have; the alert ends at four fifths of it"),
    JOURNAL_PERCENT("serai.alerts.journal.percent", "90", number(1, 100),
            "part of `serai.journal.max.bytes` at which the journal is nearly full; the alert ends 5 points below it"),
    DISK_PERCENT("serai.alerts.disk.percent", "90", number(1, 100),
            "part of the data folder's disk at which it is nearly full; the alert ends 5 points below it"),
    ENDS_DAYS("serai.alerts.ends.days", "21", number(1, 365), "how long before the end of a certificate or a secret the alert "
            + "begins"),
    CERTIFICATES("serai.alerts.certificates", "", ANY,
            "PEM files of certificates, comma separated, whose end is watched, in addition to those in Serai's own settings"),
    SECRETS("serai.alerts.secrets", "", DATED,
            "secrets and the days on which they end, which Serai can't know: `lrs 2027-01-31, servicebus 2027-03-01`"),
    SILENCE_MIN_MS("serai.alerts.silence.min.ms", "7200000", number(3_600_000, 2_592_000_000L),
            "how long a source must have sent nothing before an alert may call it silent");

    private final SettingDefinition definition;

    AlertSetting(String key, @Nullable String byDefault, AllowedValues form, String meaning) {
        this.definition = new SettingDefinition(key, byDefault, form, meaning);
    }

    @Override
    public SettingDefinition definition() {
        return definition;
    }
}
