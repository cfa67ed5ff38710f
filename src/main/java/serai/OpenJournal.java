package serai;

import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import serai.journal.JournalReport;
import serai.journal.camel.health.ProcessStatusWriter;
import serai.journal.operations.JournalOperations;
import serai.journal.postgresql.PostgresqlStore;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sql.write.JournalBounds.LeftBounds;
import serai.journal.sqlite.SqliteStore;
import serai.journal.sqlite.files.DataFolder;
import serai.journal.store.Journal;
import serai.settings.Settings;
import serai.settings.known.ConsoleSetting;
import serai.settings.known.JournalSetting;
import serai.settings.known.MctSetting;
import serai.settings.known.RuntimeSetting;

import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The journal that the settings name, and the data folder, which is locked while it is open. Closes the journal and unlocks the
 * folder when the context stops.
 */
final class OpenJournal extends ServiceSupport {

    private final Journal journal;
    private final JournalReport report;
    private final ConfiguredJournal configured;
    private final DataFolder folder;
    private final Clock clock;
    private @Nullable ProcessStatusWriter signs;
    private @Nullable AutoCloseable user;

    private OpenJournal(Journal journal, ConfiguredJournal configured, DataFolder folder, Clock clock) {
        this.journal = journal;
        this.report = new ReadOnlyJournal(journal);
        this.configured = configured;
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * Locks the folder and opens the journal in it.
     *
     * @throws IOException                               if the folder can't be used
     * @throws serai.journal.JournalUnavailableException if the journal can't be opened; the folder is unlocked then
     */
    static OpenJournal of(Settings settings, Clock clock) throws IOException {
        DataFolder folder = DataFolder.open(settings.path(RuntimeSetting.DATA), settings.trust());
        try {
            ConfiguredJournal configured = ConfiguredJournal.of(settings);
            JournalBounds bounds = bounds(settings);
            Journal journal = configured.shared().isPresent()
                    ? PostgresqlStore.open(configured.shared().get(), ConfiguredJournal.instance(settings), bounds, clock)
                    : SqliteStore.open(configured.file(), bounds, clock);
            return new OpenJournal(journal, configured, folder, clock);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static JournalBounds bounds(Settings settings) {
        return new JournalBounds(settings.number(JournalSetting.WAITING_MAX),
                settings.number(JournalSetting.PAGE_MAX_BYTES), settings.number(JournalSetting.REJECTED_MAX),
                settings.longNumber(JournalSetting.MAX_BYTES), settings.days(JournalSetting.RETENTION_DAYS),
                settings.days(JournalSetting.DEDUP_DAYS), settings.hours(MctSetting.REDRAW_WINDOW_HOURS),
                new LeftBounds(settings.number(JournalSetting.SOURCE_MAX_PERCENT),
                        settings.days(JournalSetting.UNROUTED_RETENTION_DAYS),
                        settings.days(JournalSetting.DEAD_LETTERS_RETENTION_DAYS),
                        settings.days(ConsoleSetting.AUDIT_DAYS)));
    }

    /** The whole journal, which {@link Serai} divides among the parts that need it; for all others there is {@link #report}. */
    Journal journal() {
        return journal;
    }

    JournalReport report() {
        return report;
    }

    /** Whether other instances may have the journal open too. */
    boolean isShared() {
        return configured.shared().isPresent();
    }

    DataFolder folder() {
        return folder;
    }

    /** Opens what operators can do with this journal; see {@link Serai#operations}. */
    JournalOperations operations() {
        return configured.operations(clock);
    }

    /** Notes what to close before the journal. */
    void isUsedBy(AutoCloseable first) {
        user = first;
    }

    void tellsBy(ProcessStatusWriter of) {
        signs = of;
        of.begin();
    }

    /** What {@code ./serai status} tells of the people. */
    void tellsOfPeople(Supplier<Map<String, String>> people) {
        if (signs != null) {
            signs.tellsOfPeople(people);
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (signs != null) {
            signs.end();
        }
        try {
            if (user != null) {
                user.close();
            }
        } finally {
            closeJournal();
        }
    }

    private void closeJournal() throws IOException {
        try {
            journal.close();
        } finally {
            folder.close();
        }
    }
}
