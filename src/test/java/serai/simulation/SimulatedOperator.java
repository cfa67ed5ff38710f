package serai.simulation;

import serai.model.LearningRecord;
import serai.testkit.SettableClock;
import serai.testkit.journal.SimulatedBooks;
import serai.testkit.journal.SimulatedBooks.AsideRow;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** An operator who decides by chance what becomes of records that stand aside, and of others. */
final class SimulatedOperator {

    private final Random random;
    private final SettableClock clock;
    private final Acknowledged acknowledged;

    SimulatedOperator(Random random, SettableClock clock, Acknowledged acknowledged) {
        this.random = random;
        this.clock = clock;
        this.acknowledged = acknowledged;
    }

    void operate(String name, SimulatedBooks books) throws SQLException {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        List<AsideRow> aside = books.aside(name);
        AsideRow one = aside.isEmpty() ? null : aside.get(random.nextInt(aside.size()));
        switch (random.nextInt(6)) {
            case 0, 1 -> aside.stream().filter(row -> row.state().equals("dead") && random.nextBoolean()).forEach(row -> {
                try {
                    books.retry(name, row.seq(), now);
                } catch (SQLException e) {
                    throw new AssertionError(e);
                }
            });
            case 2 -> drop(name, one, books, now);
            case 3 -> books.resume(name, random.nextInt(4) == 0);
            case 4 -> {
                List<Long> seqs = acknowledged.numbers(name);
                if (!seqs.isEmpty() && !name.equals("archive") && !name.equals("files")) {
                    long seq = seqs.get(random.nextInt(seqs.size()));
                    LearningRecord record = books.records().get(seq);
                    if (record != null) {
                        books.replay(name, seq, record.type(), now);
                    }
                }
            }
            default -> dropAhead(name, books, now);
        }
    }

    /** Drops something while the destination has records in hand; much later, a purge comes before they are settled. */
    void dropMeanwhile(String name, SimulatedBooks books, Runnable purge) {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        try {
            books.aside(name).stream().filter(one -> random.nextBoolean()).forEach(one -> drop(name, one, books, now));
            dropAhead(name, books, now);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        clock.turn(Duration.ofDays(random.nextInt(60)));
        purge.run();
    }

    /** Not what was delivered before and is sent again. */
    private void drop(String name, AsideRow one, SimulatedBooks books, long now) {
        try {
            if (one != null && Set.of("dead", "held", "requeued").contains(one.state()) && !one.counted().equals("delivered")
                    && books.drop(name, one, now)) {
                acknowledged.dropped(name, one.seq());
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void dropAhead(String name, SimulatedBooks books, long now) throws SQLException {
        List<Long> seqs = acknowledged.numbers(name);
        if (!seqs.isEmpty()) {
            long seq = seqs.get(seqs.size() - 1 - random.nextInt(Math.min(20, seqs.size())));
            LearningRecord record = acknowledged.named().get(name).get(seq);
            if (books.records().containsKey(seq) && books.dropAhead(name, seq, record.type(), now)) {
                acknowledged.dropped(name, seq);
            }
        }
    }
}
