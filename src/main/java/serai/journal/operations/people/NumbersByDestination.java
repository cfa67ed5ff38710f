package serai.journal.operations.people;

import java.util.ArrayList;
import java.util.List;

/** Gathers sequence numbers of one destination after the other, and passes them on as many at a time as one transaction takes. */
final class NumbersByDestination {

    /** Takes the numbers of one destination. */
    @FunctionalInterface
    interface Taker {
        void take(String destination, List<Long> numbers);
    }

    private static final int MAX = 500;

    private final Taker taker;
    private final List<Long> numbers = new ArrayList<>();
    private String destination = "";

    NumbersByDestination(Taker taker) {
        this.taker = taker;
    }

    void add(String of, long number) {
        if (!of.equals(destination) || numbers.size() == MAX) {
            end();
        }
        destination = of;
        numbers.add(number);
    }

    /** Passes on what is left. */
    void end() {
        if (!numbers.isEmpty()) {
            taker.take(destination, List.copyOf(numbers));
            numbers.clear();
        }
    }
}
