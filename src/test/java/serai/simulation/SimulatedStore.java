package serai.simulation;

import serai.journal.operations.JournalOperations;
import serai.journal.sql.SqlJournal;
import serai.journal.sql.write.JournalBounds;
import serai.model.LearningRecord;
import serai.testkit.CallersThread;
import serai.testkit.journal.SimulatedBooks;

import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Random;

/** Where a simulated journal is kept, and what is left of it after a crash. */
interface SimulatedStore extends AutoCloseable {

    /**
     * Opens the journal as a new process would. The first time it is empty.
     *
     * @param thread where everything is written and acknowledged
     */
    SqlJournal open(JournalBounds bounds, Clock clock, CallersThread thread) throws Exception;

    /** The commands of operators, beside the journal's process. */
    JournalOperations operations(Clock clock);

    /** Looks into the journal past its process. */
    SimulatedBooks books() throws SQLException;

    /** The journal's process ends at this moment: what is kept by now is all that the next {@link #open} finds. */
    void crash(SqlJournal journal) throws Exception;

    /**
     * Opens the journal in a second process, which delivers from it: the first one settles nothing more.
     *
     * @return the second process's journal; {@link #crash} ends the first one's claims as well as this one's
     */
    SqlJournal takeOver(JournalBounds bounds, Clock clock) throws Exception;

    /** Whether several processes may take events in at the same time. */
    boolean isShared();

    /** Breaks all connections of the journal's process, which may open others. Does nothing to a store without connections. */
    void disconnect() throws SQLException;

    /**
     * Damages copies of a journal that is closed, and reads those: what is read is as it was, and the rest is told as damaged.
     *
     * @param named what was given to the journal, by destination and number
     */
    void damage(Random random, Clock clock, Map<String, Map<Long, LearningRecord>> named) throws Exception;

    @Override
    void close() throws SQLException;
}
