package serai.bench.drain;

import serai.bench.comparison.Bench;
import serai.bench.comparison.Beside;
import serai.bench.machine.Child;
import serai.bench.machine.Workplace;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Catching up, in little memory, after a destination was down while records piled up, against delivering as many records to a
 * destination that was never down.
 */
public final class Backlog implements Bench {

    private static final int RECORDS = 100_000;
    private static final int RECORDS_LONG = 1_000_000;
    private static final List<String> MEMORY = List.of("-Xmx192m", "-XX:+UseSerialGC");
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private Workplace workplace;
    private StatementSink sink;
    private int records;
    private BacklogProgram.Told last;

    @Override
    public String name() {
        return "backlog";
    }

    @Override
    public double goal() {
        return 0.9;
    }

    @Override
    public String unit() {
        return "records/s";
    }

    @Override
    public String title() {
        return "catching up after 100,000 records (--long: 1,000,000), against an undisturbed drain, with -Xmx192m";
    }

    @Override
    public String conclusion() {
        return "At 1, Serai catches up as quickly as it delivers otherwise, after a destination was away.";
    }

    @Override
    public Beside beside() {
        double before = last.heapBefore() / 1e6;
        double after = last.heapAfter() / 1e6;
        return new Beside(
                String.format(Locale.ROOT, "heap in use %.1f MB before, %.1f MB after %,d records", before, after, records),
                Map.of("heap_before_mb", before, "heap_after_mb", after, "records", (double) records));
    }

    @Override
    public void open(Workplace workplace) throws Exception {
        this.workplace = workplace;
        records = workplace.isLong() ? RECORDS_LONG : RECORDS;
        sink = new StatementSink();
    }

    @Override
    public double ours() throws Exception {
        last = run(true);
        return last.perSecond();
    }

    @Override
    public double theirs() throws Exception {
        return run(false).perSecond();
    }

    private BacklogProgram.Told run(boolean disturbed) throws Exception {
        sink.setDown(disturbed);
        Child child = workplace.startJava("backlog", MEMORY, BacklogProgram.class, workplace.folder("serai").toString(),
                sink.url(), Integer.toString(records), Boolean.toString(disturbed));
        child.untilLogged(BacklogProgram.FULL);
        sink.setDown(false);
        return BacklogProgram.Told.in(child.finish(PATIENCE));
    }

    @Override
    public void close() {
        sink.close();
    }
}
