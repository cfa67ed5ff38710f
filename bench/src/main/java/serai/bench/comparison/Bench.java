package serai.bench.comparison;

import serai.bench.machine.Workplace;

import java.io.IOException;
import java.util.Optional;

/** One comparison: Serai against something else, measured in turns. */
public interface Bench extends AutoCloseable {

    /** The name on the command line and in the results, such as {@code webhook-sqlite-64}. */
    String name();

    /** The goal for the ratio of Serai's value to that of the other side. */
    double goal();

    /** An earlier, higher goal that would still be good to reach; the goal itself where there was none. */
    default double farMark() {
        return goal();
    }

    /** The unit of {@link #inUnit}, such as {@code requests/s}. */
    String unit();

    /** A round's value in the unit: itself, but where less is better, since of a round's value more is. */
    default double inUnit(double value) {
        return value;
    }

    /** How a figure in the unit stands in the table. */
    default String shown(double figure) {
        return "%,.0f".formatted(figure);
    }

    /** What is compared with what, in a few words for {@code bench/run --list}. */
    String title();

    /** What a user should conclude from the figure, in one sentence. */
    String conclusion();

    /** Starts what both sides need and warms both up. The workplace itself stops the processes that it has started. */
    void open(Workplace workplace) throws Exception;

    /** Measures one round of Serai; of the value, more is better. */
    double ours() throws Exception;

    /** Measures one round of the other side, in the same way. */
    double theirs() throws Exception;

    /** What else was measured in the same run, to stand beside the ratio. */
    default Beside beside() {
        return Beside.NOTHING;
    }

    /** What an event has cost Serai since the cost was last cleared; empty: not measured. */
    default Optional<Cost> ourCost() {
        return Optional.empty();
    }

    /** What an event has cost the other side; empty: not measured. */
    default Optional<Cost> theirCost() {
        return Optional.empty();
    }

    /** Ends what runs in this process, which the workplace does not know of. */
    @Override
    default void close() throws IOException {
    }
}
