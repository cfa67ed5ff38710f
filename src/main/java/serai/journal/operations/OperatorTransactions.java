package serai.journal.operations;

import serai.journal.JournalUnavailableException;
import serai.journal.RecordRefusedException;
import serai.journal.operations.audit.AuditLog;
import serai.journal.operations.audit.AuditLogContent;
import serai.journal.operations.audit.AuditedActs;
import serai.journal.sql.query.MoveMark;
import serai.journal.sql.query.SqlFailure;
import serai.journal.sql.query.StoreSession;
import serai.journal.sql.query.StoreSession.OutcomeUnknownException;
import serai.journal.sql.write.SizeLimit;
import serai.journal.sql.write.Transaction;
import serai.journal.sql.write.Write;
import serai.model.FailureText;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;

import javax.sql.DataSource;

import static serai.installation.Installation.SERAI;

/**
 * Changes the journal from outside the delivering process. Each change is one transaction, durable when its call returns.
 *
 * @param actor who does it, for the audit log
 */
record OperatorTransactions(DataSource dataSource, String place, Supplier<StoreSession> sessions, String actor, Clock clock)
        implements
            AuditedActs {

    /** The same in the name of another actor. */
    OperatorTransactions as(String other) {
        return new OperatorTransactions(dataSource, place, sessions, other, clock);
    }

    @Override
    public <T> T act(String act, long before, Write<T> write, Function<T, AuditLogContent> noted) {
        Instant at = clock.instant();
        return within(transaction -> {
            T result = write.apply(transaction);
            AuditLogContent done = noted.apply(result);
            if (done.count() > 0) {
                AuditLog.note(transaction, at, actor, act, done);
            }
            return result;
        }, true, before);
    }

    /**
     * @throws JournalUnavailableException if the change could not be stored, or if the journal was moved; nothing was changed,
     *                                     unless the message says that this is not known
     * @throws RecordRefusedException      if the database has refused the data; nothing was changed
     */
    <T> T apply(Write<T> write) {
        return within(write, true, 0);
    }

    @Override
    public <T> T rehearse(Write<T> write) {
        return within(write, false, 0);
    }

    private <T> T within(Write<T> write, boolean keep, long before) {
        try (Connection connection = dataSource.getConnection()) {
            // The connection goes back to a pool that ends with the command. Bytes have no bound: an operator's change must
            // always be possible.
            Transaction transaction = new Transaction(connection, unused -> {}, sessions.get(), new SizeLimit(place, 0));
            transaction.begin();
            try {
                MoveMark.requireNone(transaction, place); // a command may have begun before a move
                T result = write.apply(transaction);
                if (keep) {
                    transaction.commit();
                } else {
                    transaction.rollback();
                }
                return result;
            } catch (SQLException | RuntimeException | Error e) {
                undo(transaction, e);
                throw e;
            }
        } catch (SQLException e) {
            if (SqlFailure.isRefusal(e)) {
                throw new RecordRefusedException(FailureText.firstLine(e));
            }
            throw new JournalUnavailableException("%s can't be written to: %s. %s".formatted(place,
                    FailureText.firstLine(e).replaceFirst("\\.$", ""), outcome(e instanceof OutcomeUnknownException, before)), e);
        }
    }

    /** Rolls back. If that fails too, the first failure is still the one that is reported. */
    private static void undo(Transaction transaction, Throwable cause) {
        try {
            transaction.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static String outcome(boolean unknown, long before) {
        String done = before == 0 ? "" : "%s were changed before; ".formatted(before);
        if (unknown) {
            return done + (before == 0 ? "W" : "w") + "hether this change was made is not known: see " + SERAI
                    + " audit before you try again";
        }
        return before == 0 ? "Nothing was changed; try again" : done + "nothing since; try again for the others";
    }
}
