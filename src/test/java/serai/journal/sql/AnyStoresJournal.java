package serai.journal.sql;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import serai.journal.Appended;
import serai.journal.DestinationState;
import serai.journal.RecordState;
import serai.journal.sql.write.JournalBounds;
import serai.journal.store.Page;
import serai.journal.store.Settlement;
import serai.journal.store.Settlement.Settled;
import serai.model.LearningRecord;
import serai.testkit.Records;
import serai.testkit.journal.Leased;

import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A journal in a store of which its test says how it is opened, and what else can be done with it. */
abstract class AnyStoresJournal {

    protected static final Clock CLOCK = Clock.fixed(Records.RECEIVED, ZoneOffset.UTC);

    protected SqlJournal journal;

    @BeforeEach
    void begin() throws Exception {
        prepare();
        journal = open(JournalBounds.DEFAULT);
    }

    /** Makes a place in which there is no journal yet. */
    protected abstract void prepare() throws Exception;

    /** Opens the journal of this test. */
    protected abstract SqlJournal open(JournalBounds bounds);

    /** Opens a journal that is another one. */
    protected abstract SqlJournal openAnother() throws Exception;

    /** Rows of the journal's tables, columns joined by a bar. */
    protected abstract List<String> rows(String sql) throws SQLException;

    /** Begins a transaction beside the journal, in which it can't write; ends it when it is closed. */
    protected abstract AutoCloseable keepOthersFromWriting() throws SQLException;

    protected final void reopen() {
        journal.close();
        journal = open(JournalBounds.DEFAULT);
    }

    @AfterEach
    void end() {
        journal.close();
    }

    protected final Appended append(LearningRecord record, String... destinations) {
        return journal.append(record, Set.of(destinations)).toCompletableFuture().join();
    }

    protected final void settle(String destination, long from, DestinationState to, List<Settled> settled,
            Map<String, String> remembered) {
        Leased.settle(journal, new Settlement(destination, from, to, settled, Set.of(), Set.of(), false, remembered)).join();
    }

    protected static List<Settled> delivered(Page page) {
        return page.entries().stream().map(entry -> new Settled(entry, RecordState.DELIVERED, null, null, false, false)).toList();
    }
}
