package serai.bench.comparison;

import serai.bench.machine.Workplace;

import java.io.IOException;
import java.util.Optional;

/** One comparison: Serai against something else, measured in turns. */
public interface Bench extends AutoCloseable {

    /** As on the command line and in the results: {@code webhook-sqlite-64}. */
    String name();

    /** The ratio, ours to theirs, to reach. */
    double goal();

    /** What an earlier goal asked for, and still would be good; the goal itself where there was none. */
    default double farMark() {
        return goal();
    }

    /** What {@link #shown} shows: {@code requests/s}. */
    String unit();

    /** How a round's value stands in the table; where less is better, a round's value is the reciprocal of what is shown. */
    default String shown(double value) {
        return "%,.0f".formatted(value);
    }

    /** What is compared with what, in a few words for {@code bench/run --list}. */
    String title();

    /** What a user should conclude from the figure, in one sentence. */
    String conclusion();

    /** Starts what both sides need and warms both up. The workplace stops whatever it has started by itself. */
    void open(Workplace workplace) throws Exception;

    /** One round of ours, in the unit; more is better. */
    double ours() throws Exception;

    /** One round of the other's. */
    double theirs() throws Exception;

    /** What else was measured in the same run, to stand beside the ratio; empty: nothing. */
    default String beside() {
        return "";
    }

    /** What an event has cost us since it was last cleared; empty: not measured. */
    default Optional<Cost> ourCost() {
        return Optional.empty();
    }

    /** What it has cost the other. */
    default Optional<Cost> theirCost() {
        return Optional.empty();
    }

    /** Ends what the workplace doesn't know of. */
    @Override
    default void close() throws IOException {
    }
}
