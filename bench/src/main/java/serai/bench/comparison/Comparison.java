package serai.bench.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What the rounds of a bench have measured, in pairs: one of Serai, one of the other side. */
public final class Comparison {

    private final Bench bench;
    private final List<Double> ours = new ArrayList<>();
    private final List<Double> theirs = new ArrayList<>();
    private Beside beside = Beside.NOTHING;

    private Comparison(Bench bench) {
        this.bench = bench;
    }

    /** Runs a discarded round of each side, then {@code rounds} of each in turns: A B, B A, A B … */
    public static Comparison of(Bench bench, int rounds, Runnable afterEach) throws Exception {
        Comparison comparison = new Comparison(bench);
        bench.ours();
        bench.theirs();
        bench.ourCost().ifPresent(Cost::clear);
        bench.theirCost().ifPresent(Cost::clear);
        for (int round = 0; round < rounds; round++) {
            if (round % 2 == 0) {
                comparison.ours.add(bench.ours());
                comparison.theirs.add(bench.theirs());
            } else {
                comparison.theirs.add(bench.theirs());
                comparison.ours.add(bench.ours());
            }
            afterEach.run();
        }
        comparison.beside = bench.beside();
        return comparison;
    }

    public String name() {
        return bench.name();
    }

    public String title() {
        return bench.title();
    }

    public String unit() {
        return bench.unit();
    }

    public double goal() {
        return bench.goal();
    }

    public double farMark() {
        return bench.farMark();
    }

    public String conclusion() {
        return bench.conclusion();
    }

    public Optional<Cost> ourCost() {
        return bench.ourCost();
    }

    public Optional<Cost> theirCost() {
        return bench.theirCost();
    }

    public int rounds() {
        return ours.size();
    }

    /** The median of the pairs' ratios. */
    public double ratio() {
        return median(ratios());
    }

    public boolean isMet() {
        return ratio() >= goal();
    }

    public double min() {
        return ratios().stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    public double max() {
        return ratios().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    /** The median of our rounds, in the unit. */
    public double ours() {
        return bench.inUnit(median(ours));
    }

    public double theirs() {
        return bench.inUnit(median(theirs));
    }

    /** A figure in the unit, as the table has it. */
    public String shown(double figure) {
        return bench.shown(figure);
    }

    public Beside beside() {
        return beside;
    }

    private List<Double> ratios() {
        return IntStream.range(0, rounds()).mapToObj(round -> ours.get(round) / theirs.get(round)).toList();
    }

    public static double median(List<Double> numbers) {
        List<Double> sorted = numbers.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
