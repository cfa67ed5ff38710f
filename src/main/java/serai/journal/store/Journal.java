package serai.journal.store;

import serai.journal.JournalReport;
import serai.journal.JournalWriter;

/**
 * A whole journal. The code that opens it passes on only those interfaces that each part needs. Safe for use by several
 * threads.
 */
public interface Journal extends JournalWriter, DeliveryStore, JournalReport, AutoCloseable {

    /**
     * Fixes a value at the first start of this journal. It can never change afterwards.
     *
     * @param name    name of the value
     * @param setting the setting that gives the value, for the message
     * @throws IllegalArgumentException if another value was fixed before; the message names that value
     */
    void fix(String name, String setting, String value);

    /** Waits for the appends that are under way, then closes the store. */
    @Override
    void close();
}
