package serai.simulation;

import serai.model.LearningRecord;
import serai.simulation.SimulatedBooks.Aside;
import serai.testkit.SettableClock;

import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;

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
        List<Aside> aside = books.aside(name);
        Aside one = aside.isEmpty() ? null : aside.get(random.nextInt(aside.size()));
        switch (random.nextInt(6)) {
            case 0, 1 -> aside.stream().filter(row -> row.state().equals("dead") && random.nextBoolean()).forEach(row -> {
                try {
                    books.retry(name, row.seq(), now);
                } catch (SQLException e) {
                    throw new AssertionError(e);
                }
            });
            case 2 -> {
                if (one != null && (one.state().equals("dead") || one.state().equals("held")) && books.drop(name, one, now)) {
                    acknowledged.dropped(name, one.seq());
                }
            }
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
            default -> {
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
    }
}
