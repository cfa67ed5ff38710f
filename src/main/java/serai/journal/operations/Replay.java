package serai.journal.operations;

import org.jspecify.annotations.Nullable;
import serai.journal.JournalWriter;
import serai.journal.RecordState;
import serai.journal.sqlite.query.ColumnCodec;
import serai.journal.sqlite.query.JournalQuery;
import serai.journal.sqlite.write.DestinationCounters;
import serai.journal.sqlite.write.Transaction;
import serai.journal.sqlite.write.Write;

import java.sql.SQLException;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sends the journal's records to a destination, again or for the first time. It only writes rows, on which the delivering
 * process acts. A record that was delivered stays counted as delivered; one that is dead or dropped stays so until it is
 * delivered. Unrouted records are left out, since the destination's route may not know their type: {@link Unrouted} asks the
 * router about them again.
 */
public final class Replay {

    /** Number of records that one transaction covers, so that others can write between two transactions. */
    private static final int WINDOW = 5_000;

    /** Reads by the index of received times and does not select by type, because a rare type would make the transaction long. */
    static final String CANDIDATES = """
            SELECT record.received_at, record.seq, kind.type, instr(kind.destinations, ?) > 0,
                   instr(kind.destinations, ?) > 0, aside.state
            FROM record JOIN kind ON kind.nr = record.kind
            LEFT JOIN aside ON aside.destination = ? AND aside.seq = record.seq
            WHERE (record.received_at, record.seq) > (?, ?) AND record.received_at < ? AND record.seq <= ?
            ORDER BY record.received_at, record.seq LIMIT ?""";

    private final JournalQuery reading;
    private final OperatorTransactions changes;
    private final Clock clock;

    /** A record and its state with the destination; the state is null if it has no row in the table {@code aside}. */
    private record Candidate(Place place, String type, boolean named, boolean unrouted, @Nullable RecordState state) {
    }

    /** A place in the order of receipt, in microseconds since 1970. */
    private record Place(long receivedAt, long seq) {
    }

    /** The result of one transaction; {@code end} is null if no records follow. */
    private record Window(ReplayResult replayed, @Nullable Place end) {
    }

    private enum Decision {
        ADD, AGAIN, RETRY, SKIP, UNROUTED
    }

    Replay(JournalQuery reading, OperatorTransactions changes, Clock clock) {
        this.reading = reading;
        this.changes = changes;
        this.clock = clock;
    }

    /** The result that the order would have now. Changes nothing. */
    public ReplayResult rehearse(ReplayRequest order, ReplayRate pace) {
        return run(order, pace, false);
    }

    /**
     * Carries the order out in the order of receipt, with up to 5,000 records in each transaction. Each transaction is durable
     * when it ends, so an exception leaves the order carried out in part.
     */
    public ReplayResult carryOut(ReplayRequest order, ReplayRate pace) {
        return run(order, pace, true);
    }

    /** The types of the records that the journal holds. */
    public List<String> types() {
        return reading.rows("SELECT DISTINCT type FROM kind WHERE nr IN (SELECT kind FROM record) ORDER BY type",
                row -> row.getString(1));
    }

    private ReplayResult run(ReplayRequest order, ReplayRate pace, boolean keep) {
        long last = reading.rows("SELECT coalesce(max(seq), 0) FROM record", row -> row.getLong(1)).get(0);
        ReplayResult sum = ReplayResult.NOTHING;
        for (Place place = new Place(ColumnCodec.micros(order.from()), 0); place != null;) {
            Place after = place;
            long sent = sum.sent();
            Write<Window> write = transaction -> window(transaction, order, pace, after, last, sent);
            Window window = keep ? changes.apply(write) : changes.rehearse(write);
            sum = sum.plus(window.replayed);
            place = window.end;
        }
        return sum;
    }

    private Window window(Transaction transaction, ReplayRequest order, ReplayRate pace, Place after, long last, long before)
            throws SQLException {
        String destination = order.destination();
        long cursor = transaction.rows("SELECT cursor FROM destination WHERE name = ?", row -> row.getLong(1), destination)
                .stream().findFirst().orElse(Long.MAX_VALUE);
        List<Candidate> candidates = candidates(transaction, order, after, last);
        Map<Decision, Long> counts = new EnumMap<>(Decision.class);
        for (Candidate candidate : candidates) {
            if (order.type() == null || order.type().equals(candidate.type)) {
                Decision decision = decide(candidate, cursor, order.again());
                if (decision != Decision.SKIP && decision != Decision.UNROUTED) {
                    long sent = before + counted(counts).sent();
                    requeue(transaction, destination, candidate, decision, ColumnCodec.micros(pace.at(sent)));
                }
                counts.merge(decision, 1L, Long::sum);
            }
        }
        new DestinationCounters(transaction).route(destination, counts.getOrDefault(Decision.ADD, 0L));
        return new Window(counted(counts),
                candidates.size() < WINDOW ? null : candidates.get(WINDOW - 1).place);
    }

    private static ReplayResult counted(Map<Decision, Long> counts) {
        return new ReplayResult(counts.getOrDefault(Decision.ADD, 0L), counts.getOrDefault(Decision.AGAIN, 0L),
                counts.getOrDefault(Decision.RETRY, 0L), counts.getOrDefault(Decision.SKIP, 0L),
                counts.getOrDefault(Decision.UNROUTED, 0L));
    }

    private static List<Candidate> candidates(Transaction transaction, ReplayRequest order, Place after, long last)
            throws SQLException {
        return transaction.rows(CANDIDATES, row -> new Candidate(new Place(row.getLong(1), row.getLong(2)),
                row.getString(3), row.getBoolean(4), row.getBoolean(5), state(row.getString(6))),
                ColumnCodec.names(Set.of(order.destination())), ColumnCodec.names(Set.of(JournalWriter.UNROUTED)),
                order.destination(),
                after.receivedAt, after.seq,
                order.to() == null ? Long.MAX_VALUE : ColumnCodec.micros(order.to()), last, WINDOW);
    }

    private static @Nullable RecordState state(@Nullable String word) {
        return word == null ? null : RecordState.named(word);
    }

    private static Decision decide(Candidate candidate, long cursor, boolean again) {
        if (candidate.state == null) {
            if (!candidate.named) {
                return candidate.unrouted ? Decision.UNROUTED : Decision.ADD;
            }
            return candidate.place.seq <= cursor && again ? Decision.AGAIN : Decision.SKIP;
        }
        return switch (candidate.state) {
            case DELIVERED -> again ? Decision.AGAIN : Decision.SKIP;
            case DROPPED -> Decision.AGAIN;
            case DEAD -> Decision.RETRY;
            default -> Decision.SKIP; // held or requeued: will be sent anyway
        };
    }

    private void requeue(Transaction transaction, String destination, Candidate candidate, Decision decision, long at)
            throws SQLException {
        // If the record has a row already, it stays in its counter.
        transaction.update("""
                INSERT INTO aside (destination, seq, type, state, counted, next_attempt, changed_at)
                VALUES (?, ?, ?, 'requeued', ?, ?, ?)
                ON CONFLICT (destination, seq) DO UPDATE
                SET state = 'requeued', next_attempt = excluded.next_attempt, in_run = 0, changed_at = excluded.changed_at""",
                destination, candidate.place.seq, candidate.type,
                (decision == Decision.ADD ? RecordState.PENDING : RecordState.DELIVERED).word(), at,
                ColumnCodec.micros(clock.instant()));
    }
}
