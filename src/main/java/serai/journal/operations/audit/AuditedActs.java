package serai.journal.operations.audit;

import serai.journal.sql.write.Write;

import java.util.function.Function;

/** Changes of the journal, each of which the audit log has a line on, by the transaction that makes it. */
public interface AuditedActs {

    /**
     * Makes a change, durable when this returns.
     *
     * @param act   what is done, in a word
     * @param noted what the result comes to; with a count of 0 nothing is noted
     */
    default <T> T act(String act, Write<T> write, Function<T, AuditLogContent> noted) {
        return act(act, 0, write, noted);
    }

    /**
     * The same as one of several changes that a command makes, one after the other.
     *
     * @param before how much it has changed by those before: a failure says so
     */
    <T> T act(String act, long before, Write<T> write, Function<T, AuditLogContent> noted);

    /** Returns the result that the change would have, and rolls it back. */
    <T> T rehearse(Write<T> write);
}
