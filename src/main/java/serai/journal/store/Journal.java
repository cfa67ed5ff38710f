package serai.journal.store;

import serai.journal.JournalReport;
import serai.journal.JournalWriter;

/** A whole journal: for whoever opens one, and hands on to each who works with it what that needs. Safe for use by several threads. */
public interface Journal extends JournalWriter, DeliveryStore, JournalReport, AutoCloseable {

    /**
     * Fixes a value at the first start of this journal, for ever.
     *
     * @param name    what is fixed
     * @param setting the setting that gives the value, for the message
     * @throws IllegalArgumentException if another value was fixed before; the message tells it
     */
    void fix(String name, String setting, String value);

    /** Waits for what is being appended, then lets go of the store. */
    @Override
    void close();
}
