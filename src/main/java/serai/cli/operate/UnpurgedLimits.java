package serai.cli.operate;

import serai.settings.Settings;
import serai.settings.known.JournalSetting;

/**
 * The settings for a source's events in the journal that are not purged otherwise.
 *
 * @param maxBytes        the bytes of one source at which its events are refused; 0 for no limit
 * @param unroutedDays    how long unrouted events are kept; 0: for ever
 * @param deadLettersDays how long dead letters and differing events are kept; 0: for ever
 */
record UnpurgedLimits(long maxBytes, int unroutedDays, int deadLettersDays) {

    private static final int ALL = 100;

    static UnpurgedLimits of(Settings settings) {
        return new UnpurgedLimits(
                settings.longNumber(JournalSetting.MAX_BYTES) / ALL * settings.number(JournalSetting.SOURCE_MAX_PERCENT),
                settings.number(JournalSetting.UNROUTED_RETENTION_DAYS),
                settings.number(JournalSetting.DEAD_LETTERS_RETENTION_DAYS));
    }

    /** The end of the line that reports a source's bytes. */
    String told() {
        if (unroutedDays == 0 && deadLettersDays == 0) {
            return "; none of it is purged (serai.journal.unrouted.retention.days, serai.journal.dead-letters.retention.days)";
        }
        return "; unrouted events are kept for %s, the others for %s".formatted(days(unroutedDays), days(deadLettersDays));
    }

    private static String days(int days) {
        return days == 0 ? "ever" : days + " days";
    }
}
