package serai;

import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import serai.journal.camel.health.ProcessStatusWriter;
import serai.journal.operations.JournalOperations;
import serai.journal.sqlite.SqliteStore;
import serai.journal.sqlite.files.DataFolder;
import serai.journal.sqlite.write.JournalBounds;
import serai.journal.sqlite.write.JournalBounds.LeftBounds;
import serai.journal.store.Journal;
import serai.settings.Setting;
import serai.settings.Settings;

import java.io.IOException;
import java.time.Clock;

/**
 * The journal in the data folder, which is locked while it is open. Closes the journal and unlocks its folder when the context
 * stops.
 */
final class OpenJournal extends ServiceSupport {

    private static final String JOURNAL_FILE = "journal.db";

    private final Journal journal;
    private final DataFolder folder;
    private final Clock clock;
    private @Nullable ProcessStatusWriter signs;

    private OpenJournal(Journal journal, DataFolder folder, Clock clock) {
        this.journal = journal;
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
        DataFolder folder = DataFolder.open(settings.path(Setting.DATA), settings.trust());
        try {
            return new OpenJournal(SqliteStore.open(folder.path().resolve(JOURNAL_FILE), bounds(settings), clock), folder, clock);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static JournalBounds bounds(Settings settings) {
        return new JournalBounds(settings.number(Setting.JOURNAL_WAITING_MAX),
                settings.number(Setting.JOURNAL_PAGE_MAX_BYTES), settings.number(Setting.JOURNAL_REJECTED_MAX),
                settings.longNumber(Setting.JOURNAL_MAX_BYTES), settings.days(Setting.JOURNAL_RETENTION_DAYS),
                settings.days(Setting.JOURNAL_DEDUP_DAYS), settings.hours(Setting.MCT_REDRAW_WINDOW_HOURS),
                new LeftBounds(settings.number(Setting.JOURNAL_SOURCE_MAX_PERCENT),
                        settings.days(Setting.JOURNAL_UNROUTED_RETENTION_DAYS),
                        settings.days(Setting.JOURNAL_DEAD_LETTERS_RETENTION_DAYS)));
    }

    Journal journal() {
        return journal;
    }

    DataFolder folder() {
        return folder;
    }

    /** Opens what operators can do with this journal; see {@link Serai#operations}. */
    JournalOperations operations() {
        return JournalOperations.open(folder.path().resolve(JOURNAL_FILE), clock);
    }

    void tellsBy(ProcessStatusWriter of) {
        signs = of;
        of.begin();
    }

    @Override
    protected void doStop() throws Exception {
        if (signs != null) {
            signs.end();
        }
        try {
            journal.close();
        } finally {
            folder.close();
        }
    }
}
