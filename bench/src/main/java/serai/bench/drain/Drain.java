package serai.bench.drain;

import serai.bench.comparison.Bench;
import serai.bench.load.Appending;
import serai.bench.load.Learners;
import serai.bench.load.WarmUp;
import serai.bench.machine.Workplace;
import serai.bench.ours.OneDestinationSerai;
import serai.model.LearningRecord;

import java.util.List;
import java.util.Set;

/**
 * Draining a full journal by a destination's route as shipped, against a program without a journal that delivers the same records
 * from its memory.
 */
abstract class Drain implements Bench {

    private static final int RECORDS = 100_000;

    private final String destination;
    private final Learners learners = new Learners();
    private OneDestinationSerai serai;
    private List<LearningRecord> round;

    Drain(String destination) {
        this.destination = destination;
    }

    @Override
    public final String unit() {
        return "records/s";
    }

    @Override
    public void open(Workplace workplace) throws Exception {
        serai = prepare(workplace, new OneDestinationSerai(destination, workplace.folder("serai"))).open();
        WarmUp.untilSteady(this::ours);
        WarmUp.untilSteady(this::theirs);
    }

    /** Starts the receiver, and tells Serai where it is. */
    abstract OneDestinationSerai prepare(Workplace workplace, OneDestinationSerai serai) throws Exception;

    /** Makes the receiver ready for a round of Serai; not timed. */
    abstract void beforeOurs() throws Exception;

    /** Makes the receiver ready for a round of the other side; not timed. */
    abstract void beforeTheirs() throws Exception;

    /** Delivers the records without Serai, each once. */
    abstract void raw(List<LearningRecord> records) throws Exception;

    @Override
    public final double ours() throws Exception {
        round = learners.next(RECORDS);
        new Appending(serai.writer(), Set.of(destination), Appending.BIG_GROUPS).append(RECORDS, round.iterator()::next);
        beforeOurs();
        long start = System.nanoTime();
        serai.start();
        serai.untilDelivered();
        double perSecond = perSecond(start);
        serai.stop();
        return perSecond;
    }

    /** Delivers the records of Serai's last round. */
    @Override
    public final double theirs() throws Exception {
        beforeTheirs();
        long start = System.nanoTime();
        raw(round);
        return perSecond(start);
    }

    private double perSecond(long start) {
        return RECORDS / ((System.nanoTime() - start) / 1e9);
    }

    @Override
    public void close() {
        if (serai != null) {
            serai.close();
        }
    }
}
