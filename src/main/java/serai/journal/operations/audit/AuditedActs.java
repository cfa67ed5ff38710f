package serai.journal.operations.audit;

import serai.journal.sql.write.Write;

import java.util.function.Function;

/** Changes the journal. The transaction of each change also writes its line in the audit log. */
public interface AuditedActs {

    /**
     * Makes a change, durable when this returns.
     *
     * @param act   what is done, in a word
     * @param noted makes the audit log's line from the result; with a count of 0 no line is written
     */
    default <T> T act(String act, Write<T> write, Function<T, AuditLogContent> noted) {
        return act(act, 0, write, noted);
    }

    /**
     * As {@link #act(String, Write, Function)}, for one of several changes that a command makes one after the other.
     *
     * @param before number of records that the earlier ones have changed: the message of a failure names it
     */
    <T> T act(String act, long before, Write<T> write, Function<T, AuditLogContent> noted);

    /** Returns the result that the change would have, and rolls it back. */
    <T> T rehearse(Write<T> write);
}
