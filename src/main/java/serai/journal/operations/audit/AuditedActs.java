package serai.journal.operations.audit;

import serai.journal.sql.write.Write;

import java.util.List;
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
        return acts(act, write, noted.andThen(List::of));
    }

    /** As {@link #act}, with a line for each of several things that are done by one transaction. */
    <T> T acts(String act, Write<T> write, Function<T, List<AuditLogContent>> noted);

    /** Returns the result that the change would have, and rolls it back. */
    <T> T rehearse(Write<T> write);
}
