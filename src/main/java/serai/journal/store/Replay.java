package serai.journal.store;

import serai.journal.Pace;
import serai.journal.ReplayOrder;
import serai.journal.Replayed;

import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/**
 * Sends history to a destination, again or for the first time. Only rows are written; whoever delivers acts on them. What
 * was delivered stays counted so, what is dead or dropped stays that until it is delivered.
 */
public final class Replay {

    /** Sequence numbers that one transaction goes through: others must be able to write in between. */
    private static final long WINDOW = 5_000;

    private final Reading reading;
    private final Changes changes;
    private final Clock clock;

    /** A record as it stands before the destination; its state null where it has no row aside. */
    private record Candidate(long seq, String type, boolean named, String state) {
    }

    private enum Decision {
        ADD, AGAIN, RETRY, SKIP
    }

    Replay(Reading reading, Changes changes, Clock clock) {
        this.reading = reading;
        this.changes = changes;
        this.clock = clock;
    }

    /** What the order would come to now. Nothing is changed. */
    public Replayed rehearse(ReplayOrder order, Pace pace) {
        return run(order, pace, false);
    }

    /** Carries the order out, a few thousand records in each transaction, in the order in which they were received. */
    public Replayed carryOut(ReplayOrder order, Pace pace) {
        return run(order, pace, true);
    }

    private Replayed run(ReplayOrder order, Pace pace, boolean keep) {
        long last = reading.rows("SELECT coalesce(max(seq), 0) FROM record", row -> row.getLong(1)).get(0);
        long after = reading.rows("SELECT coalesce(min(seq), 1) - 1 FROM record", row -> row.getLong(1)).get(0);
        Replayed sum = Replayed.NOTHING;
        for (; after < last; after += WINDOW) {
            long from = after;
            long upTo = Math.min(last, after + WINDOW);
            Replayed before = sum;
            GroupCommit.Write<Replayed> window = transaction -> window(transaction, order, pace, from, upTo, before.sent());
            sum = sum.plus(keep ? changes.apply(window) : changes.rehearse(window));
        }
        return sum;
    }

    private Replayed window(Transaction transaction, ReplayOrder order, Pace pace, long after, long upTo, long before)
            throws SQLException {
        String destination = order.destination();
        long cursor = transaction.rows("SELECT cursor FROM destination WHERE name = ?", row -> row.getLong(1), destination)
                .stream().findFirst().orElse(Long.MAX_VALUE);
        long[] counts = new long[Decision.values().length];
        for (Candidate candidate : candidates(transaction, order, after, upTo)) {
            Decision decision = decide(candidate, cursor, order.again());
            if (decision != Decision.SKIP) {
                long sent = before + counts[0] + counts[1] + counts[2];
                requeue(transaction, destination, candidate, decision, Columns.micros(pace.at(sent)));
            }
            counts[decision.ordinal()]++;
        }
        new Ledger(transaction).route(destination, counts[Decision.ADD.ordinal()]);
        return new Replayed(counts[0], counts[1], counts[2], counts[3]);
    }

    private static List<Candidate> candidates(Transaction transaction, ReplayOrder order, long after, long upTo)
            throws SQLException {
        Condition where = new Condition("record.seq > %d AND record.seq <= %d".formatted(after, upTo))
                .and("record.received_at >= ?", Columns.micros(order.from()))
                .and("record.received_at < ?", order.to() == null ? null : Columns.micros(order.to()))
                .and("record.type = ?", order.type());
        return transaction.rows("""
                SELECT record.seq, record.type, instr(record.destinations, '%s') > 0, aside.state
                FROM record LEFT JOIN aside ON aside.destination = '%s' AND aside.seq = record.seq
                WHERE %s ORDER BY record.seq""".formatted(Columns.names(Set.of(order.destination())), order.destination(),
                where.sql()), row -> new Candidate(row.getLong(1), row.getString(2), row.getBoolean(3), row.getString(4)),
                where.parameters());
    }

    private static Decision decide(Candidate candidate, long cursor, boolean again) {
        if (candidate.state == null) {
            if (!candidate.named) {
                return Decision.ADD;
            }
            return candidate.seq <= cursor && again ? Decision.AGAIN : Decision.SKIP;
        }
        return switch (candidate.state) {
            case "delivered" -> again ? Decision.AGAIN : Decision.SKIP;
            case "dropped" -> Decision.AGAIN;
            case "dead" -> Decision.RETRY;
            default -> Decision.SKIP; // held or requeued: on its way
        };
    }

    private void requeue(Transaction transaction, String destination, Candidate candidate, Decision decision, long at)
            throws SQLException {
        // Where there is a row, it stays in the counter in which it is.
        transaction.update("""
                INSERT INTO aside (destination, seq, type, state, counted, next_attempt, changed_at)
                VALUES (?, ?, ?, 'requeued', ?, ?, ?)
                ON CONFLICT (destination, seq) DO UPDATE
                SET state = 'requeued', next_attempt = excluded.next_attempt, in_run = 0, changed_at = excluded.changed_at""",
                destination, candidate.seq, candidate.type, decision == Decision.ADD ? "pending" : "delivered", at,
                Columns.micros(clock.instant()));
    }
}
